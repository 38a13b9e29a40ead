import type { FactOf } from '../host/catalogue.ts';
import { namesOldHost, type OldNames } from '../network/old-names.ts';
import type { InstalledService } from './installed.ts';
import { confDirectories } from './service-name.ts';

type Files = FactOf<'sideFiles'>;
type File = Files[number];
type Conf = FactOf<'sideConf'>[number];

export interface ConfFacts {
  files: Files;
  conf: readonly Conf[];
  namedHosts: FactOf<'namedHosts'>['hosts'];
}

export interface ConfFindings {
  /** What is wrong. */
  findings: string[];
  notes: string[];
  /** The files that are there, for the evidence. */
  seen: string[];
  /** Files that are there and whose content did not come back. */
  unread: string[];
}

/** Copies that nobody reads: kept by an editor, by a package manager, or as an example. */
const inEffect = ({ path }: { path: string }) =>
  !/(?:~|\.(?:bak|backup|orig|old|save|swp|dpkg-\w+|rpm(?:save|new|orig)|example|sample|dist))$/i.test(path);

/** What is wrong with the configuration files of one service. */
export function confFindings(
  { name, units }: InstalledService,
  { files, conf, namedHosts }: ConfFacts,
  old: OldNames | undefined,
): ConfFindings {
  const directories = confDirectories(name);
  const within = ({ path }: { path: string }) =>
    directories.some((directory) => path.startsWith(`${directory}/`));
  const own = files.filter((file) => within(file) && file.kind !== 'directory' && inEffect(file));
  const dangling = own.filter(({ kind }) => kind === 'dangling link');
  const regular = own.filter(({ kind }) => kind === 'file');
  const read = conf.filter((each) => within(each) && inEffect(each));
  const users = [...new Set(units.map(({ user }) => user))];
  const filled = regular.filter(({ bytes }) => bytes > 0);
  const unreadable = filled.flatMap((file) => unreadableBy(file, users));
  const mentions = [
    ...namedHosts.filter(({ file }) => within({ path: file }) && inEffect({ path: file })),
    ...read.flatMap(({ path, hosts }) =>
      // Names with dots were found in the lines already.
      hosts
        .filter(({ host }) => !/[.:]/.test(host))
        .map(({ key, host }) => ({ file: path, line: key, host })),
    ),
  ];
  return {
    findings: [
      ...presence(name, directories, regular, filled, dangling),
      ...dangling.map(({ path, target }) => `${name}: ${path} is a dangling link to ${target}`),
      ...(filled.length > 0 && unreadable.length === filled.length ? unreadable : []).map(
        (text) => `${name}: ${text}`,
      ),
      ...read.flatMap(({ path, problem }) => (problem ? [`${name}: ${path} is not JSON: ${problem}`] : [])),
      ...mentions
        .filter(({ host }) => old !== undefined && namesOldHost(host, old))
        .map(({ file, line, host }) => `${name}: ${file} (${line}) names the old host: ${host}`),
    ],
    notes: [
      ...(unreadable.length < filled.length ? unreadable : []).map((text) => `${name}: ${text}`),
      ...read.filter(({ cut }) => cut).map(({ path }) => `${path} is too long: its form was not looked at`),
    ],
    seen: regular.map((file) => describe(file, conf)),
    // Hidden files are listed, but not read.
    unread: filled
      .filter(({ path }) => !/\/\.[^/]*$/.test(path) && !conf.some((each) => each.path === path))
      .map(({ path }) => path),
  };
}

function presence(
  name: string,
  directories: string[],
  regular: File[],
  filled: File[],
  dangling: File[],
): string[] {
  if (filled.length > 0 || (regular.length === 0 && dangling.length > 0)) return [];
  if (regular.length > 0) return [`${name}: empty: ${regular.map(({ path }) => path).join(', ')}`];
  return [`${name}: no configuration file in ${directories.map((each) => `${each}/`).join(', ')}`];
}

/** Membership of groups is not looked up: what the group may read counts as readable. */
function unreadableBy({ path, owner, group, mode }: File, users: string[]): string[] {
  const bits = Number.parseInt(mode, 8);
  const may = (user: string) =>
    user === 'root' || (owner === user ? (bits & 0o400) !== 0 : (bits & 0o044) !== 0);
  return users
    .filter((user) => !may(user))
    .map(
      (user) => `${path} (${owner}:${group} ${mode}) may not be read by ${user}, as whom the service runs`,
    );
}

function describe({ path, bytes, owner, group, mode }: File, conf: readonly Conf[]): string {
  const form = conf.find((each) => each.path === path)?.form ?? 'not read';
  return `${path}: ${bytes} bytes, ${form}, ${owner}:${group} ${mode}`;
}
