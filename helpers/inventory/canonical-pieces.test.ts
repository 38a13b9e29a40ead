import { expect, test } from 'vitest';
import { eachPiece } from './canonical-pieces.ts';
import { canonical, type Plain } from './entry.ts';

const awkward: Plain = { b: [1, null, true, 'é"\\', [], {}], a: { 10: 'x', 2: 'y' }, '': -0.5 };

test.each<[string, Plain]>([
  ['nested', awkward],
  ['a text', 'x'],
  ['null', null],
  ['long', Array.from({ length: 20_000 }, (_, index) => ({ index, text: `item ${index}` }))],
])('the pieces of what is %s are its canonical text', (_, value) => {
  const pieces: string[] = [];
  eachPiece(value, (piece) => pieces.push(piece));
  expect(pieces.join('')).toBe(canonical(value));
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
});
