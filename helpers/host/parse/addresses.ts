import { isIP } from 'node:net';
import { z } from 'zod';
import { outputOf, type RawAnswer, strangeLine } from './answer.ts';

export const addressesFact = z.array(z.string());

/** The addresses of the host besides loopback, from `hostname -I`; none is an empty list. Throws NotUnderstood. */
export function parseAddresses(answer: RawAnswer): string[] {
  const words = outputOf(answer)
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const strange = words.find((word) => isIP(word) === 0);
  if (strange !== undefined) throw strangeLine(strange, 'IP addresses');
  return words;
}
