import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseWholeNumber } from './whole-number.ts';

test('reads the number', () => {
  expect(parseWholeNumber(sample('debian-12', 'maxMapCount'))).toBe(65530);
  expect(parseWholeNumber(sample('debian-12', 'cpus'))).toBe(2);
});

test('refuses anything else, and an answer that came too late', () => {
  expect(() => parseWholeNumber(answered('2 cores\n'))).toThrow(
    'expected a whole number, received the line "2 cores"',
  );
  expect(() => parseWholeNumber(answered('', { status: 124 }))).toThrow('it took too long');
});
