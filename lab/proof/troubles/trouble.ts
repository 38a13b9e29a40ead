import { changed } from '../../faults/fault.ts';
import type { Said } from '../../faults/said.ts';
import type { PairState, ServerState } from '../../state/types.ts';

/** Something on the way to the servers, or in their replies, and what a run must make of it. */
export interface Trouble {
  red: string[];
  /** Those of them that are `failed`, because the trouble is what they look for. */
  failed?: string[];
  /** What each red step says. */
  says: Said;
  pair?: (pair: PairState) => PairState;
  variables?: (environment: Record<string, string>) => Record<string, string | undefined>;
}

/** A change of the new server only. */
export const onNew = (change: (state: ServerState) => void) => (pair: PairState) => ({
  ...pair,
  new: changed(change)(pair.new),
});
