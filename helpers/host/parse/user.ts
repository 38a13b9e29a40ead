import { z } from 'zod';
import { outputOf, type RawAnswer, strangeLine } from './answer.ts';

export const userFact = z.object({ name: z.string(), uid: z.number() });
export type User = z.infer<typeof userFact>;

/** Who the pack is logged in as, from `id`. Throws NotUnderstood. */
export function parseUser(answer: RawAnswer): User {
  // `id` exits 1 when a group has no name; the user is named all the same.
  const text = outputOf(answer, [0, 1]);
  const found = /^uid=(\d+)(?:\(([^)]*)\))?/.exec(text);
  if (!found?.[1]) throw strangeLine(text, '`uid=N(name) …`');
  return { name: found[2] ?? found[1], uid: Number(found[1]) };
}
