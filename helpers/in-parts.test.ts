import { expect, it } from 'vitest';
import { inParts } from './in-parts.ts';

it('puts lines together as far as they fit, and loses none', () => {
  expect(inParts(['aaa', 'bbb', 'ccc', 'dddddddddd'], 7)).toEqual(['aaa\nbbb', 'ccc', 'dddddddddd']);
  expect(inParts([], 7)).toEqual([]);
});
