import { uidOf } from '../machine/accounts.ts';
import type { FileNode } from '../machine/files.ts';
import { filesystemOf } from './filesystem.ts';
import { getopt } from './getopt.ts';
import { type Call, quote, type Result, refuse } from './tool.ts';

const KINDS = { directory: 'directory', symlink: 'symbolic link', file: 'regular file' };

/** `stat -c FORMAT PATH…` with %n %F %U %G %u %g %a %s %m; `-L` follows links. */
export function stat(call: Call): Result {
  const options = getopt(call.args, { c: 'value', format: 'value', L: 'flag', dereference: 'flag' });
  const help = "Try 'stat --help' for more information.";
  if (options.problem) return refuse(`stat: ${options.problem}\n${help}`);
  if (options.operands.length === 0) return refuse(`stat: missing operand\n${help}`);
  const format = options.values('c', 'format').at(-1);
  if (format === undefined) return refuse('lab host: stat is simulated only with -c FORMAT');
  let [stdout, stderr] = ['', ''];
  for (const path of options.operands) {
    const node = call.view.files.find(path, options.has('L', 'dereference'));
    const error = problem(call, node);
    if (error !== undefined || node === undefined) stderr += `stat: cannot statx ${quote(path)}: ${error}\n`;
    else stdout += `${describe(call, format, path, node)}\n`;
  }
  return { stdout, stderr, status: stderr === '' ? 0 : 1 };
}

function problem({ view, login }: Call, node: FileNode | undefined): string | undefined {
  if (node === undefined) return 'No such file or directory';
  if (node.path === '/') return undefined;
  const parent = view.files.find(node.path.slice(0, node.path.lastIndexOf('/')) || '/');
  return parent && !view.files.allows(login, parent, 'enter') ? 'Permission denied' : undefined;
}

function describe({ view }: Call, format: string, path: string, node: FileNode): string {
  const text = node.kind === 'file' ? node.read() : '';
  const size = node.kind === 'directory' ? 4096 : Buffer.byteLength(node.target ?? text);
  const values: Record<string, () => string | number> = {
    '%': () => '%',
    n: () => path,
    F: () => (node.kind === 'file' && size === 0 ? 'regular empty file' : KINDS[node.kind]),
    U: () => node.owner,
    G: () => node.group,
    u: () => uidOf(node.owner, view.user),
    g: () => uidOf(node.group, view.user),
    a: () => node.mode.replace(/^0+(?=.)/, ''),
    s: () => size,
    m: () => filesystemOf(view.host, node.path)?.mount ?? '/',
  };
  return format.replace(/%(.)/gs, (_, letter) => String(values[letter]?.() ?? '?'));
}
