import { expect, test } from 'vitest';
import { parseTimestamp } from './timestamp.ts';

test('reads a time as systemd prints it', () => {
  expect(parseTimestamp('Tue 2019-11-12 01:41:25 UTC')).toBe(1573522885);
  expect(parseTimestamp('Tue 2019-11-12 01:41:25.500000 UTC')).toBe(1573522885.5);
});

test('reads that there was none', () => {
  expect(['', 'n/a', '0'].map(parseTimestamp)).toEqual([null, null, null]);
});

test('refuses another time zone', () => {
  expect(() => parseTimestamp('Tue 2019-11-12 01:41:25 EST')).toThrow('expected a time in UTC');
});
