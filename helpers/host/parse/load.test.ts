import { expect, test } from 'vitest';
import { parseLoad } from './load.ts';
import { answered, sample } from './samples/sample.ts';

test('reads the three averages', () => {
  expect(Object.keys(parseLoad(sample('debian-12', 'load')))).toEqual(['one', 'five', 'fifteen']);
  expect(parseLoad(answered('12.50 8.00 4.25 3/900 12345\n'))).toEqual({ one: 12.5, five: 8, fifteen: 4.25 });
});

test('refuses other output', () => {
  expect(() => parseLoad(answered('busy\n'))).toThrow('expected three averages');
});
