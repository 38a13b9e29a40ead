import { z } from 'zod';
import { outputOf, type RawAnswer, strangeLine } from './answer.ts';

export const hostnameFact = z.string();

/** The host's own full name from `hostname -f`, lower case. Throws NotUnderstood, also when it has none. */
export function parseHostname(answer: RawAnswer): string {
  const name = outputOf(answer).trim().toLowerCase();
  if (!/^[a-z0-9._-]+$/.test(name)) throw strangeLine(name, 'a host name');
  return name;
}
