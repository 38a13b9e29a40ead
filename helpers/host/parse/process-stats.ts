import { z } from 'zod';
import { NotUnderstood, outputOf, type RawAnswer } from './answer.ts';

const processStatFact = z.object({
  pid: z.number(),
  comm: z.string(),
  state: z.string(),
  ppid: z.number(),
  /** CPU time in user mode, in clock ticks (100 a second on Linux). */
  userTicks: z.number(),
  systemTicks: z.number(),
  /** Start in clock ticks after boot: tells a process from a later one with the same PID. */
  startTicks: z.number(),
  rssPages: z.number(),
});
export const processStatsFact = z.array(processStatFact);
export type ProcessStat = z.infer<typeof processStatFact>;

// A command name may hold blanks, parentheses and line breaks, so it ends at the last `)` before the state.
// It has at most 64 bytes, which is too short to reach into the next process.
const longestName = 64;
/** The line behind the name, at most: some 50 numbers. */
const longestLine = 2_048;
const begin = /^(\d+) \(/gm;
const behindName = /^\) ([A-Za-z]) (-?\d+(?: -?\d+)*)$/;

/** Processor time and start of every process, from `/proc/PID/stat` (man proc_pid_stat). Throws NotUnderstood. */
export function parseProcessStats(answer: RawAnswer): ProcessStat[] {
  // `cat` exits 1 when a process ended while it was being read.
  const text = outputOf(answer, [0, 1]);
  const stats: ProcessStat[] = [];
  begin.lastIndex = 0;
  for (let found = begin.exec(text); found; found = begin.exec(text)) {
    const one = statFrom(text, begin.lastIndex, Number(found[1]));
    if (!one) continue;
    stats.push(one.stat);
    begin.lastIndex = one.end;
  }
  if (stats.length === 0) throw new NotUnderstood('expected /proc/PID/stat of processes, received none');
  return stats;
}

/** The process whose name begins there, and where its line ends. */
function statFrom(text: string, from: number, pid: number): { stat: ProcessStat; end: number } | undefined {
  for (let close = from + longestName; close >= from; close -= 1) {
    if (text.charAt(close) !== ')') continue;
    const [line = ''] = text.slice(close, close + longestLine).split('\n', 1);
    const [, state = '', rest = ''] = behindName.exec(line) ?? [];
    // The first of these is field 4 of the man page.
    const fields = rest.split(' ').map(Number);
    if (fields.length < 21) continue;
    const field = (number: number) => fields[number - 4] ?? 0;
    const stat = {
      pid,
      comm: text.slice(from, close),
      state,
      ppid: field(4),
      userTicks: field(14),
      systemTicks: field(15),
      startTicks: field(22),
      rssPages: field(24),
    };
    return { stat, end: close + line.length };
  }
  return undefined;
}
