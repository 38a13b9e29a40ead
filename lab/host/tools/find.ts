import { uidOf } from '../machine/accounts.ts';
import { type FileNode, join, nameOf } from '../machine/files.ts';
import { globPattern } from '../shell/glob.ts';
import { type Call, quote, type Result, refuse } from './tool.ts';

const LETTERS = { directory: 'd', symlink: 'l', file: 'f' };

interface Query {
  starts: string[];
  least: number;
  most: number;
  tests: ((node: FileNode, name: string) => boolean)[];
  format: string;
}

/** `find [-L] PATH… [-mindepth N] [-maxdepth N] [-type T] [-name GLOB] [-printf FORMAT]`. */
export function find(call: Call): Result {
  const follow = call.args[0] === '-L';
  const query = parse(follow ? call.args.slice(1) : call.args);
  if (typeof query === 'string') return refuse(`find: ${query}`);
  let [stdout, stderr] = ['', ''];
  const visit = (start: string, path: string, depth: number): void => {
    const link = call.view.files.find(path, false);
    const node = (follow ? call.view.files.find(path) : undefined) ?? link;
    if (node === undefined) {
      stderr += `find: ${quote(path)}: No such file or directory\n`;
      return;
    }
    const name = nameOf(path);
    if (depth >= query.least && query.tests.every((test) => test(node, name))) {
      stdout += show(call, query.format, { node, path, start, depth });
    }
    if (node.kind !== 'directory' || depth >= query.most) return;
    if (!call.view.files.allows(call.login, node, 'read')) {
      stderr += `find: ${quote(path)}: Permission denied\n`;
      return;
    }
    for (const child of call.view.files.list(path)) visit(start, join(path, child), depth + 1);
  };
  for (const start of query.starts) visit(start, start, 0);
  return { stdout, stderr, status: stderr === '' ? 0 : 1 };
}

function parse(args: string[]): Query | string {
  const first = args.findIndex((arg) => arg.startsWith('-'));
  const starts = first < 0 ? args : args.slice(0, first);
  const query: Query = { starts, least: 0, most: Number.POSITIVE_INFINITY, tests: [], format: '%p\\n' };
  const rest = first < 0 ? [] : args.slice(first);
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    const value = rest.shift();
    if (!/^-(mindepth|maxdepth|type|name|printf)$/.test(name)) return `unknown predicate \`${name}'`;
    if (value === undefined) return `missing argument to \`${name}'`;
    if (name === '-mindepth') query.least = Number(value);
    if (name === '-maxdepth') query.most = Number(value);
    if (name === '-type') query.tests.push((node) => LETTERS[node.kind] === value);
    if (name === '-name') query.tests.push((_, base) => globPattern(value).test(base));
    if (name === '-printf') query.format = value;
  }
  return query;
}

function show(
  { view }: Call,
  format: string,
  found: { node: FileNode; path: string; start: string; depth: number },
): string {
  const { node, path, start } = found;
  const values: Record<string, () => string | number> = {
    '%': () => '%',
    d: () => found.depth,
    f: () => nameOf(path),
    g: () => node.group,
    G: () => uidOf(node.group, view.user),
    l: () => (node.kind === 'symlink' ? (node.target ?? '') : ''),
    m: () => node.mode,
    p: () => path,
    P: () => path.slice(start.length).replace(/^\//, ''),
    s: () => sizeOf(node),
    u: () => node.owner,
    U: () => uidOf(node.owner, view.user),
    y: () => LETTERS[node.kind],
    Y: () => leadsTo(view, node, path),
  };
  return format.replace(/%(.)|\\(.)/gs, (whole, letter, escaped) => {
    if (letter !== undefined) return String(values[letter]?.() ?? whole);
    return { n: '\n', t: '\t', '0': '\0', '\\': '\\' }[escaped as string] ?? whole;
  });
}

function sizeOf({ kind, target, read }: FileNode): number {
  return kind === 'directory' ? 4096 : Buffer.byteLength(kind === 'symlink' ? (target ?? '') : read());
}

/** Type of what a link leads to, `N` where nothing is there. */
function leadsTo(view: Call['view'], node: FileNode, path: string): string {
  const target = node.kind === 'symlink' ? view.files.find(path) : node;
  return target === undefined ? 'N' : LETTERS[target.kind];
}
