import { expect, test } from 'vitest';
import { parseMemory } from './memory.ts';
import { answered, sample } from './samples/sample.ts';

test('reads memory and swap', () => {
  const memory = parseMemory(sample('debian-12', 'memory'));
  expect(memory).toMatchObject({ totalKb: 24684084, swapTotalKb: 0, swapFreeKb: 0 });
  expect(memory.availableKb).toBeGreaterThan(1_000_000);
});

test('reads an old kernel, which does not tell what is available', () => {
  const text =
    'MemTotal:        8000 kB\nMemFree:         10 kB\nSwapTotal:       50 kB\nSwapFree:        40 kB\n';
  expect(parseMemory(answered(text))).toEqual({
    totalKb: 8000,
    availableKb: null,
    swapTotalKb: 50,
    swapFreeKb: 40,
  });
});

test('refuses other output', () => {
  expect(() => parseMemory(answered('nothing\n'))).toThrow('expected `MemTotal: N kB`');
});
