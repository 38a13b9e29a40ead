import { z } from 'zod';
import { outputOf, type RawAnswer, strangeLine } from './answer.ts';

export const wholeNumberFact = z.number();

/** The one whole number that a command printed. Throws NotUnderstood. */
export function parseWholeNumber(answer: RawAnswer): number {
  const text = outputOf(answer).trim();
  if (!/^\d+$/.test(text)) throw strangeLine(text, 'a whole number');
  return Number(text);
}
