import { z } from 'zod';
import { outputOf, type RawAnswer, strangeLine } from './answer.ts';

export const uptimeFact = z.object({ seconds: z.number() });
export type Uptime = z.infer<typeof uptimeFact>;

/** Seconds since the machine was booted, from /proc/uptime. Throws NotUnderstood. */
export function parseUptime(answer: RawAnswer): Uptime {
  const text = outputOf(answer);
  const found = /^(\d+(?:\.\d+)?) /.exec(text);
  if (!found) throw strangeLine(text, 'seconds since the boot');
  return { seconds: Number(found[1]) };
}
