import { z } from 'zod';
import { linesOf, NotUnderstood, outputOf, type RawAnswer, strangeLine } from './answer.ts';

const limit = z.union([z.number(), z.literal('unlimited')]);
const processLimits = z.object({ pid: z.number(), soft: limit, hard: limit });
export const openFilesFact = z.array(processLimits);
export type OpenFiles = z.infer<typeof processLimits>;

/** The limit "Max open files" of every process, from /proc/PID/limits. Throws NotUnderstood. */
export function parseOpenFiles(answer: RawAnswer): OpenFiles[] {
  // `grep` exits 2 when a process ended while it was being read.
  const limits = linesOf(outputOf(answer, [0, 2])).map((line) => {
    const found =
      /^\/proc\/(\d+)\/limits:Max open files\s+(\d+|unlimited)\s+(\d+|unlimited)\s+files\s*$/.exec(line);
    if (!found) throw strangeLine(line, '`/proc/PID/limits:Max open files SOFT HARD files`');
    return { pid: Number(found[1]), soft: limitOf(found[2]), hard: limitOf(found[3]) };
  });
  if (limits.length === 0) throw new NotUnderstood('expected limits of processes, received none');
  return limits;
}

function limitOf(text: string | undefined): number | 'unlimited' {
  return text === 'unlimited' ? text : Number(text);
}
