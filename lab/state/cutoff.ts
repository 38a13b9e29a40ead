import type { PairState } from './types.ts';

/** End of the migrated data of a default pair, in unix seconds; later errors are traffic on the new server. */
export const cutoff = Date.UTC(2026, 8, 1) / 1000;

/** The instant, in unix seconds, up to which the two servers of a pair must hold the same errors. */
export function cutoffOf(pair: PairState): number {
  let newest = cutoff;
  for (const errors of Object.values(pair.old.errors)) {
    for (const error of errors) newest = Math.max(newest, error.timestamp);
  }
  return newest;
}
