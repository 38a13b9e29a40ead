import { describe, expect, it } from 'vitest';
import type { Fault } from '../faults/fault.ts';
import { defaultPair } from '../state/default-pair.ts';
import { verify } from './verify.ts';

/**
 * One test a fault: it turns exactly the steps red that it declares, each with the outcome and the words that it
 * declares, and the error that was submitted is gone afterwards.
 */
export function proveFaults(faults: Record<string, Fault>): void {
  const pair = defaultPair({ seed: 1 });
  const submitted = (state: typeof pair) =>
    JSON.stringify([state.new.errors, state.new.configuration]).includes('migration-probe-');

  describe.each(Object.entries(faults))('%s', (_name, fault) => {
    it(`turns ${fault.red.join(', ')} red: ${fault.description}`, { timeout: 60_000 }, async () => {
      const run = await verify({ ...pair, new: fault.apply(pair.new) });

      expect(run.problems).toEqual([]);
      expect(run.red).toEqual([...new Set([...fault.red, ...(fault.also ?? [])])].sort());
      for (const id of fault.red) {
        expect(run.of(id)?.status, id).toBe(fault.outcome ?? 'failed');
        expect(run.of(id)?.findings.join('\n'), id).toMatch(fault.says);
      }
      expect(submitted(run.after), 'something that the run made is left on the new server').toBe(false);
    });
  });
}
