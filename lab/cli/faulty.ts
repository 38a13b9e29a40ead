import { type Fault, faults } from '../faults/index.ts';
import type { PairState } from '../state/types.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './usage.ts';

/** The pair with the faults on its new server. Throws a `UsageError` for an unknown name. */
export function withFaults(
  pair: PairState,
  names: string[],
  known: Record<string, Fault> = faults,
): PairState {
  let state = pair.new;
  for (const name of names) state = faultNamed(name, known).apply(state);
  return { old: pair.old, new: state };
}

/** Throws a `UsageError` that tells the nearest names when there is no such fault. */
export function faultNamed(name: string, known: Record<string, Fault> = faults): Fault {
  const fault = Object.hasOwn(known, name) ? known[name] : undefined;
  if (fault) return fault;
  const similar = nearest(name, Object.keys(known));
  const hint = similar.length > 0 ? `did you mean ${similar.join(', ')}?` : '--faults lists them all';
  throw new UsageError(`There is no fault '${name}'; ${hint}`);
}

/** A line or two for each fault: name, steps that it must turn red, description. */
export function listFaults(known: Record<string, Fault> = faults): string {
  const lines = Object.entries(known).map(
    ([name, { red, description }]) => `${name}  [${red.join(', ')}]\n    ${description}`,
  );
  return lines.length > 0 ? `${lines.join('\n')}\n` : 'There are no faults yet.\n';
}
