import { dirname } from 'node:path';
import type { Service } from '../coronerd/documents.ts';
import type { FactOf } from '../host/catalogue.ts';
import { confElsewhere, ownParts, serviceName } from './service-name.ts';

type Unit = FactOf<'sideUnits'>[number];

/** What a service can be known from. */
const sources = ['/api/config', 'the service layer', 'a unit', 'a directory'] as const;
export type Source = (typeof sources)[number];

/** One side service. */
export interface InstalledService {
  /** The same for every source. */
  name: string;
  namedBy: Source[];
  /** Where clients are told that it is: a URL, or a path under the console. */
  endpoint?: string;
  /** Directories of its configuration. */
  directories: string[];
  units: Unit[];
}

export interface Installed {
  services: InstalledService[];
  /** Where the sources disagree, as sentences, and what was therefore not taken for installed. */
  disagreements: string[];
}

/** What each source named; one that is undefined was not asked. */
export interface Named {
  config?: readonly Service[];
  layer?: readonly { name: string }[];
  units?: readonly Unit[];
  /** Their files, also of those that the machine has not loaded. */
  unitFiles?: FactOf<'sideUnitFiles'>;
  files?: FactOf<'sideFiles'>;
}

/**
 * The side services that are installed, from all sources together. A directory alone may be left over from what was
 * removed, and a unit that is disabled and does not run is switched off: both are told and not counted.
 */
export function installedServices(named: Named): Installed {
  const all = [...united(named).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const asked = new Set<Source>([
    ...(named.config ? [sources[0]] : []),
    ...(named.layer ? [sources[1]] : []),
    ...(named.units ? [sources[2]] : []),
    ...(named.files ? [sources[3]] : []),
  ]);
  const counted = all.filter((service) => !isLeftOver(service) && !isSwitchedOff(service));
  return {
    services: counted,
    disagreements: all.flatMap((service) => {
      const missing = sources.filter((each) => asked.has(each) && !service.namedBy.includes(each));
      if (missing.length === 0) return [];
      const why = isLeftOver(service)
        ? ': taken for left over'
        : isSwitchedOff(service)
          ? ': its unit is disabled and does not run, taken for switched off'
          : '';
      return [`${service.name}: named by ${service.namedBy.join(', ')}, not by ${missing.join(', ')}${why}`];
    }),
  };
}

function united({
  config = [],
  layer = [],
  units = [],
  unitFiles = [],
  files = [],
}: Named): Map<string, InstalledService> {
  const all = new Map<string, InstalledService>();
  const of = (said: string, source: Source): InstalledService | undefined => {
    const name = serviceName(said);
    if (name === undefined || ownParts.has(name)) return undefined;
    const service = all.get(name) ?? { name, namedBy: [], directories: [], units: [] };
    if (!service.namedBy.includes(source)) service.namedBy.push(source);
    all.set(name, service);
    return service;
  };
  for (const { name, endpoint } of config) {
    const service = of(name, sources[0]);
    if (service) service.endpoint ??= endpoint;
  }
  for (const { name } of layer) of(name, sources[1]);
  for (const unit of [...units, ...notLoaded(unitFiles, units)].filter(isInstalled))
    of(unit.name, sources[2])?.units.push(unit);
  for (const { path, kind } of files) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (kind === 'directory' && dirname(path) === '/etc/backtrace')
      of(name, sources[3])?.directories.push(path);
    const elsewhere = Object.entries(confElsewhere).find(([, directory]) => dirname(path) === directory);
    if (elsewhere) of(elsewhere[0], sources[3])?.directories.push(elsewhere[1]);
  }
  return all;
}

/** Units that are installed and not in memory: switched off, or never started since they came. Templates are none. */
function notLoaded(files: FactOf<'sideUnitFiles'>, units: readonly Unit[]): Unit[] {
  const off = { active: 'inactive', sub: 'dead', result: '', mainPid: 0, user: 'root', triggeredBy: [] };
  return files
    .filter(({ name, state }) => !name.includes('@.') && /^(?:enabled|disabled|masked)/.test(state))
    .filter(({ name }) => units.every((unit) => unit.name !== name))
    .map(({ name, state }) => ({ name, type: null, load: 'not loaded', file: state, ...off }));
}

/** A unit that others only refer to is `not-found`; slices and targets are no services. */
function isInstalled({ name, load }: Unit): boolean {
  return load !== 'not-found' && /\.(?:service|timer|socket|path)$/.test(name);
}

function isLeftOver({ namedBy }: InstalledService): boolean {
  return namedBy.join() === 'a directory';
}

function isSwitchedOff({ namedBy, units }: InstalledService): boolean {
  const named = namedBy.includes('/api/config') || namedBy.includes('the service layer');
  const off = ({ file, active }: Unit) => /^(?:disabled|masked)/.test(file) && active === 'inactive';
  return !named && units.length > 0 && units.every(off);
}
