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
const form = /^(\d+) \(([\s\S]{0,64})\) ([A-Za-z]) (-?\d+(?: -?\d+){20,})$/gm;

/** Processor time and start of every process, from `/proc/PID/stat` (man proc_pid_stat). Throws NotUnderstood. */
export function parseProcessStats(answer: RawAnswer): ProcessStat[] {
  // `cat` exits 1 when a process ended while it was being read.
  const stats = [...outputOf(answer, [0, 1]).matchAll(form)].map(
    ([, pid, comm = '', state = '', rest = '']) => {
      // The first of these is field 4 of the man page.
      const fields = rest.split(' ').map(Number);
      const field = (number: number) => fields[number - 4] ?? 0;
      return {
        pid: Number(pid),
        comm,
        state,
        ppid: field(4),
        userTicks: field(14),
        systemTicks: field(15),
        startTicks: field(22),
        rssPages: field(24),
      };
    },
  );
  if (stats.length === 0) throw new NotUnderstood('expected /proc/PID/stat of processes, received none');
  return stats;
}
