import { z } from 'zod';
import { outputOf, type RawAnswer, strangeLine } from './answer.ts';

export const loadFact = z.object({ one: z.number(), five: z.number(), fifteen: z.number() });
export type Load = z.infer<typeof loadFact>;

/** Average number of runnable processes over 1, 5 and 15 minutes, from /proc/loadavg. Throws NotUnderstood. */
export function parseLoad(answer: RawAnswer): Load {
  const text = outputOf(answer);
  const found = /^(\d+\.\d+) (\d+\.\d+) (\d+\.\d+)(?: |$)/.exec(text);
  if (!found) throw strangeLine(text, 'three averages');
  return { one: Number(found[1]), five: Number(found[2]), fifteen: Number(found[3]) };
}
