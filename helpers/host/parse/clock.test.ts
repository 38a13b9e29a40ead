import { expect, test } from 'vitest';
import { parseClock } from './clock.ts';
import { answered, sample } from './samples/sample.ts';

test('reads seconds with their fraction', () => {
  expect(parseClock(sample('debian-12', 'clock')).epochSeconds).toBeCloseTo(1795357926, -3);
  expect(parseClock(answered('1573522885.250000000\n'))).toEqual({ epochSeconds: 1573522885.25 });
});

test('reads whole seconds where date knows no %N', () => {
  expect(parseClock(answered('1573522885.%N\n'))).toEqual({ epochSeconds: 1573522885 });
  expect(parseClock(answered('1573522885.N\n'))).toEqual({ epochSeconds: 1573522885 });
});

test('refuses anything else', () => {
  expect(() => parseClock(answered('Tue Nov 12\n'))).toThrow('expected seconds since 1970');
});
