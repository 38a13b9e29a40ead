import { createHash } from 'node:crypto';
import { type DeduplicationRule, groupingFrames } from '../callstack/rules.ts';

/** The fingerprint of an error without a usable stack (contract §1.4). */
export const noFingerprint = '0'.repeat(64);

/** SHA-256 over the frames that are left after deduplication, as 64 lowercase hex characters. */
export function fingerprintOf(frames: string[], rules: DeduplicationRule[] = []): string {
  const grouping = groupingFrames(frames, rules);
  if (grouping.length === 0) return noFingerprint;
  return createHash('sha256').update(grouping.join('\n')).digest('hex');
}
