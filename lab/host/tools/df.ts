import type { Filesystem } from '../../state/types.ts';
import { filesystemOf } from './filesystem.ts';
import { getopt, type Options } from './getopt.ts';
import { table } from './table.ts';
import { type Call, quote, quotef, type Result, refuse } from './tool.ts';

/** `df [-P] [-T] [-i] [-k | -B SIZE] [--output=FIELD,…] [FILE…]`. */
export function df({ args, view }: Call): Result {
  const options = getopt(args, {
    ...{ P: 'flag', portability: 'flag', T: 'flag', 'print-type': 'flag', i: 'flag', inodes: 'flag' },
    ...{ k: 'flag', B: 'value', 'block-size': 'value', a: 'flag', l: 'flag', output: 'optional' },
  });
  const help = "Try 'df --help' for more information.";
  if (options.problem) return refuse(`df: ${options.problem}\n${help}`);
  const block = options.values('B', 'block-size').at(-1) ?? '1024';
  if (block !== '1' && block !== '1024') return refuse('lab host: df is simulated only with -B 1 or 1024');
  let stderr = '';
  const wanted = options.operands.flatMap((path): Shown[] => {
    const node = view.files.find(path);
    if (node === undefined) stderr += `df: ${quotef(path)}: No such file or directory\n`;
    const filesystem = node && filesystemOf(view.host, node.path);
    return filesystem ? [{ ...filesystem, file: path }] : [];
  });
  const shown =
    options.operands.length > 0 ? wanted : view.host.filesystems.map((one) => ({ ...one, file: '-' }));
  const fields = options.values('output').at(-1)?.split(',');
  const unknown = fields?.find((field) => !Object.hasOwn(OUTPUT, field));
  if (unknown !== undefined) return refuse(`df: option --output: field ${quote(unknown)} unknown\n${help}`);
  if (fields && ['P', 'portability', 'T', 'print-type', 'i', 'inodes'].some((name) => options.has(name)))
    return refuse(`df: options -P and --output are mutually exclusive\n${help}`);
  const print = fields ? printFields(fields) : printUsual;
  const stdout = shown.length === 0 ? '' : print(shown, options, Number(block));
  return { stdout, stderr, status: stderr === '' ? 0 : 1 };
}

/** A file system, and the operand by which it was asked for. */
type Shown = Filesystem & { file: string };

/** Fields of --output: heading, least width, and value. */
const OUTPUT: Record<string, [string, number, (one: Shown, block: number) => string]> = {
  source: ['Filesystem', 14, (one) => one.device],
  fstype: ['Type', 4, (one) => one.type],
  size: ['blocks', 5, (one, block) => row(one.sizeBytes, one.usedBytes, block)[0] ?? ''],
  used: ['Used', 5, (one, block) => row(one.sizeBytes, one.usedBytes, block)[1] ?? ''],
  avail: ['Avail', 5, (one, block) => row(one.sizeBytes, one.usedBytes, block)[2] ?? ''],
  pcent: ['Use%', 4, (one) => row(one.sizeBytes, one.usedBytes, 1)[3] ?? ''],
  itotal: ['Inodes', 5, (one) => row(one.inodes, one.inodesUsed, 1)[0] ?? ''],
  iused: ['IUsed', 5, (one) => row(one.inodes, one.inodesUsed, 1)[1] ?? ''],
  iavail: ['IFree', 5, (one) => row(one.inodes, one.inodesUsed, 1)[2] ?? ''],
  ipcent: ['IUse%', 4, (one) => row(one.inodes, one.inodesUsed, 1)[3] ?? ''],
  target: ['Mounted on', 0, (one) => one.mount],
  file: ['File', 0, (one) => one.file],
};

function printFields(fields: string[]): typeof printUsual {
  return (shown, _options, block) => {
    const columns = fields.flatMap((field) => {
      const known = OUTPUT[field];
      return known ? [{ field, known }] : [];
    });
    const heads = columns.map(({ field, known: [head] }) =>
      field === 'size' ? `${block === 1 ? '1B' : '1K'}-${head}` : head,
    );
    const rows = shown.map((one) => columns.map(({ known: [, , value] }) => value(one, block)));
    const isText = (field: string) => ['source', 'fstype', 'target', 'file'].includes(field);
    return table(
      [heads, ...rows],
      columns.map(({ field }) => (isText(field) ? 'left' : 'right')),
      columns.map(({ known: [, least] }) => least),
    );
  };
}

function printUsual(filesystems: Shown[], options: Options, block: number): string {
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
