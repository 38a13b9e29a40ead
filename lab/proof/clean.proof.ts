import { expect, it } from 'vitest';
import { defaultPair } from '../state/default-pair.ts';
import { verify } from './verify.ts';

it('verifies a clean pair without a red or skipped step', { timeout: 60_000 }, async () => {
  const run = await verify(defaultPair({ seed: 7 }));

  expect(run.problems).toEqual([]);
  expect(run.outcomes.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(run.outcomes.length).toBeGreaterThan(0);
  expect(run.exitCode).toBe(0);
});
