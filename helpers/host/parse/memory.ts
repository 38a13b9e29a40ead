import { z } from 'zod';
import { NotUnderstood, outputOf, type RawAnswer } from './answer.ts';

export const memoryFact = z.object({
  totalKb: z.number(),
  /** Null before Linux 3.14, which does not tell it. */
  availableKb: z.number().nullable(),
  swapTotalKb: z.number(),
  swapFreeKb: z.number(),
});
export type Memory = z.infer<typeof memoryFact>;

/** Memory and swap of the machine in KiB, from /proc/meminfo. Throws NotUnderstood. */
export function parseMemory(answer: RawAnswer): Memory {
  const sizes = new Map(
    [...outputOf(answer).matchAll(/^(\w+):\s+(\d+) kB$/gm)].map(([, name = '', size]) => [
      name,
      Number(size),
    ]),
  );
  const totalKb = sizes.get('MemTotal');
  if (totalKb === undefined)
    throw new NotUnderstood('expected `MemTotal: N kB` in /proc/meminfo, received none');
  return {
    totalKb,
    availableKb: sizes.get('MemAvailable') ?? null,
    swapTotalKb: sizes.get('SwapTotal') ?? 0,
    swapFreeKb: sizes.get('SwapFree') ?? 0,
  };
}
