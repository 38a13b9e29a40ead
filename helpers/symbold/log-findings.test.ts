import { expect, it } from 'vitest';
import { logFindings, logNotes, logSummary } from './log-findings.ts';

const line = (message: string, time: number | null = 1000) => ({ time, level: null, message });
const failure = (symbol: string, reason: string) =>
  `Download failed- symbol: ${symbol} debugId: AB12 under url http://s/ Message: ${reason}`;
const times = (count: number, message: (place: number) => string) =>
  Array.from({ length: count }, (_, place) => line(message(place)));

it('finds one exception', () => {
  const lines = [line('Downloaded path http://s/a'), line('Unhandled exception TypeError: x of undefined')];
  expect(logFindings(lines, 0)).toEqual(['exception (1×): Unhandled exception TypeError: x of undefined']);
});

it('finds downloads that fail again and again for the same reason, whatever the symbol', () => {
  const lines = times(3, (place) => failure(`a${place}.pdb`, `connect ECONNREFUSED 192.0.2.${place}:80`));
  expect(logFindings(lines, 0)).toEqual([
    expect.stringContaining('downloads fail (3×): Download failed- symbol: a0.pdb'),
  ]);
  expect(logFindings(lines.slice(1), 0)).toEqual([]);
});

it('lets symbols not be there', () => {
  expect(
    logFindings(
      times(50, (place) => failure(`a${place}.pdb`, 'HTTP 404')),
      0,
    ),
  ).toEqual([]);
});

it('notes downloads that are refused, which a bucket also says of what it has not', () => {
  const lines = times(3, (place) => failure(`a${place}.pdb`, 'HTTP 403'));
  expect(logFindings(lines, 0)).toEqual([]);
  expect(logNotes(lines, 0)).toEqual([expect.stringMatching(/^3 downloads were refused \(403\)/)]);
  expect(logNotes(lines.slice(1), 0)).toEqual([]);
});

it.each(['error', 'FATAL'])('finds one line of the level %s, but for symbols that are not there', (level) => {
  const lines = [
    { ...line('Cannot write to /var/symbold'), level },
    { ...line(failure('a', 'HTTP 404')), level },
  ];
  expect(logFindings(lines, 0)).toEqual(['error (1×): Cannot write to /var/symbold']);
});

it('lets what is older be', () => {
  expect(logFindings([line('Unhandled exception', 999)], 1000)).toEqual([]);
  expect(logFindings([line('Unhandled exception', null)], 1000)).toHaveLength(1);
});

it('counts for a reader', () => {
  const lines = [
    line('Downloaded path x'),
    line(failure('a', 'HTTP 404')),
    line(failure('a', 'HTTP 500')),
    line('else'),
  ];
  expect(logSummary(lines)).toBe('4 lines: 1 downloaded, 2 failed (1 of them not there)');
});
