import { z } from 'zod';
import { outputOf, type RawAnswer, strangeLine } from './answer.ts';

export const clockFact = z.object({ epochSeconds: z.number() });
export type Clock = z.infer<typeof clockFact>;

/** The host's clock from `date +%s.%N`; whole seconds where `date` knows no %N. Throws NotUnderstood. */
export function parseClock(answer: RawAnswer): Clock {
  const text = outputOf(answer).trim();
  const found = /^(\d{6,}(?:\.\d+)?)(?:\.?%?N)?$/.exec(text);
  if (!found) throw strangeLine(text, 'seconds since 1970');
  return { epochSeconds: Number(found[1]) };
}
