import { expect, test } from 'vitest';
import type { MinidumpModule } from './minidump-modules.ts';
import { moduleFinder } from './minidump-modules.ts';
import { walkStack } from './walk.ts';

const module: MinidumpModule = {
  base: 0x40_0000n,
  size: 0x1000,
  codeFile: '/bin/a',
  debugFile: 'a',
  debugIdentifier: '',
};
const moduleAt = moduleFinder([{ ...module, base: 0x7000_0000_0000n, codeFile: '/lib/b' }, module]);
const base = 0x7fff_0000n;

/** Frames of a stack of these words that begins at `base`: address, and whether it was guessed. */
function frames(words: bigint[], frame: bigint, instruction = 0x40_0010n): [bigint, boolean][] {
  const memory = Buffer.alloc(words.length * 8);
  for (const [place, word] of words.entries()) memory.writeBigUInt64LE(word, place * 8);
  const registers = { instruction, stack: base, frame, wordSize: 8 } as const;
  return walkStack({ id: 1, registers, stack: { base, memory } }, moduleAt).map((each) => [
    each.address,
    each.guessed,
  ]);
}

test('frame pointers lead from frame to frame, until they end', () => {
  const words = [9n, base + 24n, 0x40_0100n, 0n, 0x40_0200n, 0x40_0300n];
  expect(frames(words, base + 8n)).toEqual([
    [0x40_0010n, false],
    [0x40_0100n, false],
    [0x40_0200n, false],
  ]);
});

test('without them, words that point into a module are taken for return addresses', () => {
  expect(frames([5n, 0x40_0100n, 0x1234n, 0x7000_0000_0010n, 7n], 0x3333n)).toEqual([
    [0x40_0010n, false],
    [0x40_0100n, true],
    [0x7000_0000_0010n, true],
  ]);
});

test('a call of no code, as through a null pointer, still has its callers', () => {
  expect(frames([0x40_0100n, 7n, 8n, 0n, 0x40_0200n], base + 24n, 0n)).toEqual([
    [0n, false],
    [0x40_0100n, true],
    [0x40_0200n, false],
  ]);
});

test('pointers that go round in a circle come to an end', () => {
  expect(frames([base, 0x40_0100n, base, 0x40_0200n], base).length).toBeLessThan(6);
});

test('an endless recursion is shown in part', () => {
  const words = Array.from({ length: 2_000 }, (_, place) => {
    return place % 2 === 0 ? base + BigInt(place + 2) * 8n : 0x40_0100n;
  });
  expect(frames(words, base)).toHaveLength(256);
});

test('a stack that the dump does not hold, and a thread without registers', () => {
  expect(frames([], base)).toEqual([[0x40_0010n, false]]);
  expect(walkStack({ id: 1, stack: { base, memory: Buffer.alloc(0) } }, moduleAt)).toEqual([]);
});
