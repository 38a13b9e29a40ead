import type { Value } from '../../state/types.ts';

/** Object ids as `[base]` or `[base, n]`, the latter for base and the n ids that follow it (contract §3.4). */
export function encodeObjects(ids: number[]): number[][] {
  const runs: number[][] = [];
  let previous = Number.NaN;
  for (const id of ids) {
    const run = runs.at(-1);
    if (run && id === previous + 1) run[1] = (run[1] ?? 0) + 1;
    else runs.push([id]);
    previous = id;
  }
  return runs;
}

/** Values as `[value, times]` (contract §3.4). */
export function encodeValues(values: Value[]): [Value, number][] {
  const runs: [Value, number][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run && run[0] === value) run[1]++;
    else runs.push([value, 1]);
  }
  return runs;
}
