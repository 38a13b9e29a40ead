import { z } from 'zod';
import { versionIn } from '../../version-order.ts';
import { NotUnderstood, outputOf, type RawAnswer } from './answer.ts';

export const versionFact = z.union([
  z.object({ installed: z.literal(true), version: z.string(), text: z.string() }),
  z.object({ installed: z.literal(false), text: z.string() }),
]);
export type Version = z.infer<typeof versionFact>;

/**
 * The version of the coronerd binary: the first dotted number that `coronerd -v` prints, on either stream.
 * A missing or foreign binary is a fact (`installed: false`); one that this login may not run is not.
 * Throws NotUnderstood.
 */
export function parseVersion(answer: RawAnswer): Version {
  const text = `${answer.stdout}${answer.stderr}`.trim().slice(0, 1000);
  if (isMissing(answer)) return { installed: false, text };
  if ([124, 126, 127, 137].includes(answer.status)) outputOf(answer);
  const version = versionIn(text);
  if (!version)
    throw new NotUnderstood(
      `expected a version, received ${JSON.stringify(text.slice(0, 200))} (exit status ${answer.status})`,
    );
  return { installed: true, version, text };
}

function isMissing({ status, stderr }: RawAnswer): boolean {
  // The complaint must be about coronerd itself: `timeout` or the shell may be what is missing.
  if (!stderr.includes('coronerd')) return false;
  return status === 127 || (status === 126 && !/permission denied/i.test(stderr));
}
