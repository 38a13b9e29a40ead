import { cutoff } from './cutoff.ts';
import { defaultServer } from './default-server.ts';
import { migrated } from './migrated.ts';
import { Random } from './random.ts';
import type { PairState } from './types.ts';

export interface PairOptions {
  /** The same seed gives the same pair, byte for byte. */
  seed: number;
  /** Projects on each server, the probe project and a deleted one among them. */
  projects?: number;
  /** Errors on the old server. */
  errors?: number;
  /** Symbol files on the old server. */
  symbols?: number;
}

/** An old server and what a faultless migration made of it, with some traffic since on the new one. */
export function defaultPair(options: PairOptions): PairState {
  const { seed, projects = 12, errors = 3_000, symbols = 200 } = options;
  const old = defaultServer(new Random(seed), { projects, errors, symbols, until: cutoff });
  return { old, new: migrated(old, new Random(seed + 1)) };
}
