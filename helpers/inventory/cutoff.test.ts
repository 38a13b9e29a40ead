import { expect, it } from 'vitest';
import { cutoffOfRun } from './cutoff.ts';

const begun = Date.parse('2026-11-20T22:00:00.000Z');
const second = begun / 1000;

it.each([
  ['the clocks agree', 0, second - 1],
  ["the server's is behind", -90_000, second - 91],
  ["the server's is ahead", 90_000, second - 1],
])('errors of the run are never counted, whichever clock stamps them: %s', (_, aheadMs, expected) => {
  const now = begun + 40_000;
  expect(cutoffOfRun({ serverMs: now + aheadMs, now, begun })).toBe(expected);
});
