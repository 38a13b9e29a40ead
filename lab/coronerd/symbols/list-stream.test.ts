import { expect, test } from 'vitest';
import { Bytes } from './bytes.ts';
import { listEntries } from './list-stream.ts';

const two = new Bytes(Buffer.from([2, 0, 0, 0, ...Array.from({ length: 60 }, () => 0)]));

test.each([
  [20, 4, [4, 12]],
  [24, 8, [8, 16]],
])('entries of a list of %i bytes begin after %i', (size, _, offsets) => {
  expect(listEntries(two, { offset: 0, size }, 8, 10)).toEqual(offsets);
});

test('more entries than fit or than are allowed', () => {
  expect(() => listEntries(two, { offset: 0, size: 19 }, 8, 10)).toThrow(/do not fit/);
  expect(() => listEntries(two, { offset: 0, size: 24 }, 8, 1)).toThrow(/2 entries/);
});
