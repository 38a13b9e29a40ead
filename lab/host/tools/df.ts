import type { Filesystem } from '../../state/types.ts';
import { filesystemOf } from './filesystem.ts';
import { getopt, type Options } from './getopt.ts';
import { table } from './table.ts';
import { type Call, quotef, type Result, refuse } from './tool.ts';

/** `df [-P] [-T] [-i] [-k | -B SIZE] [FILE…]`. */
export function df({ args, view }: Call): Result {
  const options = getopt(args, {
    ...{ P: 'flag', portability: 'flag', T: 'flag', 'print-type': 'flag', i: 'flag', inodes: 'flag' },
    ...{ k: 'flag', B: 'value', 'block-size': 'value', a: 'flag', l: 'flag' },
  });
  const help = "Try 'df --help' for more information.";
  if (options.problem) return refuse(`df: ${options.problem}\n${help}`);
  const block = options.values('B', 'block-size').at(-1) ?? '1024';
  if (block !== '1' && block !== '1024') return refuse('lab host: df is simulated only with -B 1 or 1024');
  let stderr = '';
  const wanted = options.operands.flatMap((path) => {
    const node = view.files.find(path);
    if (node === undefined) stderr += `df: ${quotef(path)}: No such file or directory\n`;
    return node === undefined ? [] : (filesystemOf(view.host, node.path) ?? []);
  });
  const shown = options.operands.length > 0 ? wanted : view.host.filesystems;
  const stdout = shown.length === 0 ? '' : print(shown, options, Number(block));
  return { stdout, stderr, status: stderr === '' ? 0 : 1 };
}

function print(filesystems: Filesystem[], options: Options, block: number): string {
  const type = options.has('T', 'print-type');
  const inodes = options.has('i', 'inodes');
  const posix = options.has('P', 'portability');
  const blocks = posix ? String(block) : block === 1 ? '1B' : '1K';
  const sizes = posix ? ['Used', 'Available', 'Capacity'] : ['Used', 'Available', 'Use%'];
  const heads = inodes ? ['Inodes', 'IUsed', 'IFree', 'IUse%'] : [`${blocks}-blocks`, ...sizes];
  const rows = filesystems.map((one) => {
    const numbers = inodes ? row(one.inodes, one.inodesUsed, 1) : row(one.sizeBytes, one.usedBytes, block);
    return [one.device, ...(type ? [one.type] : []), ...numbers, one.mount];
  });
  const head = ['Filesystem', ...(type ? ['Type'] : []), ...heads, 'Mounted on'];
  const numeric = ['right', 'right', 'right', 'right'] as const;
  return table(
    [head, ...rows],
    ['left', ...(type ? (['left'] as const) : []), ...numeric, 'left'],
    [14, ...(type ? [4] : []), 5, 5, 5, 4, 0],
  );
}

/** Total, used, free and the share used, rounded up as df does; `-` where a file system counts none. */
function row(total: number, used: number, block: number): string[] {
  const free = Math.max(0, total - used);
  const share = total === 0 ? '-' : `${Math.ceil((used / (used + free)) * 100)}%`;
  return [total, used, free].map((value) => String(Math.ceil(value / block))).concat(share);
}
