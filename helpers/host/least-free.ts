import type { FactOf } from './catalogue.ts';

type Memory = FactOf<'memory'>;

/** The memory of a machine over two looks: of what is free, the lower figure of each. */
export function leastFree(first: Memory, later: Memory): Memory {
  const known = [first.availableKb, later.availableKb].filter((size) => size !== null);
  return {
    ...later,
    availableKb: known.length > 0 ? Math.min(...known) : null,
    swapFreeKb: Math.min(first.swapFreeKb, later.swapFreeKb),
  };
}
