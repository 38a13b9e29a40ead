import { expect, it } from 'vitest';
import { countFindings } from './counts.ts';

const limits = { maxFailurePercent: 90, maxFailureRise: 20 };
const counts = (successes: number, failures: number) => ({ successes, failures });

it.each([
  [
    'none succeeded where many did',
    counts(0, 20),
    counts(500, 500),
    /no download succeeded and 20 failed.*500/,
  ],
  [
    'none succeeded, which is no chance though most fail as ever',
    counts(0, 5000),
    counts(500, 99_500),
    /no download succeeded and 5000 failed.*500/,
  ],
  ['the share rose', counts(50, 50), counts(90, 10), /50\.0 % .*10\.0 %/],
  [
    'the share is too high, and no old server is known',
    counts(50, 950),
    undefined,
    /95\.0 % .*limit is 90 %/,
  ],
])('finds that %s', (_what, now, old, finding) => {
  expect(countFindings(now, old, limits).findings).toEqual([expect.stringMatching(finding)]);
});

it.each([
  ['many fail, as ever', counts(3, 31_183), counts(10, 99_000)],
  ['the share rose a little', counts(80, 20), counts(90, 10)],
  ['none succeeded yet, and most fail as ever', counts(0, 200), counts(500, 99_500)],
  ['none succeeded, nor did on the old server', counts(0, 50), counts(0, 500)],
])('finds nothing where %s', (_what, now, old) => {
  expect(countFindings(now, old, limits)).toEqual({ findings: [], notes: [] });
});

it.each([
  ['nothing was downloaded yet', counts(0, 0), /nothing was downloaded/],
  ['none of the first few succeeded', counts(0, 3), /only 3 downloads/],
  ['there were few downloads', counts(2, 9), /only 11 downloads/],
  ['the share may have risen by chance', counts(6, 18), /75\.0 % .*24 downloads are too few/],
])('notes that %s', (_what, now, note) => {
  const { findings, notes } = countFindings(now, counts(500, 500), limits);
  expect(findings).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(note)]);
});
