import type { Behaviour, ServerState } from '../state/types.ts';
import type { Said } from './said.ts';

/** Something that can be wrong with the new server. */
export interface Fault {
  /** What is wrong, as an operator would say it. */
  description: string;
  /** Steps that this must turn red. */
  red: string[];
  /** Steps that it turns red as well, since they depend on what is broken. */
  also?: string[];
  /** The outcome that the steps in `red` must have; `failed` unless said otherwise. */
  outcome?: 'failed' | 'error';
  /** What is left on the server when the run is over, since it cannot be undone; nothing unless said. */
  leaves?: Said;
  /** What a finding of each step in `red` must say. */
  says: Said;
  /** The new server's state with the fault; the state that was given is not changed. */
  apply(state: ServerState): ServerState;
}

/** A pure function on the state from one that changes a copy of it. */
export function changed(change: (state: ServerState) => void): (state: ServerState) => ServerState {
  return (state) => {
    const copy = structuredClone(state);
    change(copy);
    return copy;
  };
}

/** The value, which a generated server always has; a fault that finds nothing to break must not pass unseen. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`this server has no ${what}: the fault cannot be applied`);
  return value;
}

/** Has the server answer requests for these paths with these replies, beside those that it answers so already. */
export function replyWith({ behaviour }: ServerState, ...replies: NonNullable<Behaviour['replies']>): void {
  behaviour.replies = [...(behaviour.replies ?? []), ...replies];
}
