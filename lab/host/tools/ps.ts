import type { LiveProcess } from '../machine/process.ts';
import type { View } from '../machine/view.ts';
import { getopt } from './getopt.ts';
import { answer, type Call, type Result, refuse } from './tool.ts';

interface Field {
  head: string;
  width: number;
  right?: boolean;
  value(process: LiveProcess, view: View): string;
}

const args: Field = { head: 'COMMAND', width: 27, value: (process) => process.args };
const user: Field = { head: 'USER', width: 8, value: (process) => process.user };
const cpu: Field = { head: '%CPU', width: 4, right: true, value: (one) => one.cpuPercent.toFixed(1) };

/** Widths of procps; a pid is as wide as the largest one possible, 4194304. */
const FIELDS: Record<string, Field> = {
  pid: { head: 'PID', width: 7, right: true, value: (process) => String(process.pid) },
  ppid: { head: 'PPID', width: 7, right: true, value: (process) => String(process.ppid) },
  user,
  euser: { ...user, head: 'EUSER' },
  rss: { head: 'RSS', width: 5, right: true, value: (process) => String(process.rssKb) },
  comm: { head: 'COMMAND', width: 15, value: (process) => process.comm },
  args,
  cmd: { ...args, head: 'CMD' },
  command: args,
  pcpu: cpu,
  '%cpu': cpu,
  etimes: {
    head: 'ELAPSED',
    width: 7,
    right: true,
    value: (process, view) => String(Math.floor((view.at - process.startedAt) / 1000)),
  },
};

const HELP = `
Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).`;

/** `ps -e [-ww] -o FIELD[:WIDTH][=HEAD],…` and `ps -p PID,… -o …`. */
export function ps({ args: words, view }: Call): Result {
  const options = getopt(words, { e: 'flag', A: 'flag', w: 'flag', o: 'value', p: 'value' });
  if (options.problem) return refuse(`error: unsupported option\n${HELP}`);
  const formats = options.values('o');
  if (formats.length === 0) return refuse('lab host: ps is simulated only with -o');
  const columns: Field[] = [];
  for (const item of formats.flatMap((format) => format.split(','))) {
    const column = columnOf(item);
    if (column === undefined)
      return refuse(`error: unknown user-defined format specifier "${item}"\n${HELP}`);
    columns.push(column);
  }
  const pids = options.values('p').flatMap((list) => list.split(','));
  const all = options.has('e', 'A');
  const shown = view.processes.filter((process) => all || pids.includes(String(process.pid)));
  const rows = shown.map((process) => columns.map((column) => column.value(process, view)));
  const heads = columns.map((column) => column.head);
  if (heads.some((head) => head !== '')) rows.unshift(heads);
  return answer(rows.map((row) => `${line(row, columns)}\n`).join(''), shown.length === 0 ? 1 : 0);
}

function columnOf(item: string): Field | undefined {
  const [, name = '', width, head] = /^([%\w]+)(?::(\d+))?(?:=(.*))?$/.exec(item) ?? [];
  const field = FIELDS[name];
  if (field === undefined) return undefined;
  return { ...field, width: Number(width ?? field.width), head: head ?? field.head };
}

function line(row: string[], columns: Field[]): string {
  const cells = columns.map((column, index) => {
    const text = row[index] ?? '';
    if (column.right) return text.padStart(column.width);
    if (column.value === args.value) return text;
    const cut = text.length > column.width ? `${text.slice(0, column.width - 1)}+` : text;
    return index === columns.length - 1 ? cut : cut.padEnd(column.width);
  });
  return cells.join(' ');
}
