import { z } from 'zod';
import { outputOf, type RawAnswer, strangeLine } from './answer.ts';

export const bootIdFact = z.string();

/** The id that the kernel made up at its last boot, a UUID: machines that were cloned have different ones. Throws NotUnderstood. */
export function parseBootId(answer: RawAnswer): string {
  const id = outputOf(answer).trim().toLowerCase();
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw strangeLine(id, 'an id of a boot');
  return id;
}
