import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseUptime } from './uptime.ts';

test('reads the seconds since the boot', () => {
  expect(parseUptime(sample('debian-12', 'uptime')).seconds).toBeGreaterThan(0);
  expect(parseUptime(answered('350735.47 234388.90\n'))).toEqual({ seconds: 350735.47 });
});

test('refuses other output', () => {
  expect(() => parseUptime(answered('up 3 days\n'))).toThrow('expected seconds since the boot');
});
