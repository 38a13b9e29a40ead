import { expect, test } from 'vitest';
import { either, inOneGo, inThisOrder, onOneLine } from './said.ts';

test.each([
  [onOneLine('a: ', /b\d/, 'c'), 'x a: … b1 … c', true],
  [onOneLine('a: ', /b\d/, 'c'), 'b1 c a: ', false],
  [onOneLine('a', 'b'), 'a\nb', false],
  [onOneLine('a', 'b'), 'x\nab', true],
  [onOneLine('aa', 'a'), 'aa', false],
  [inThisOrder('a', 'b'), 'a\nb', true],
  [inThisOrder('a', 'b'), 'b\na', false],
  [inOneGo('a/', /[^:]+/, ': b ', /\d+/), 'a/a/x: b 7', true],
  [inOneGo('a/', /[^:]+/, ': b ', /\d+/), 'a/x y: c b 7', false],
  [inOneGo('a', /\d+/), 'a a7', true],
  [inOneGo('a', /\d+/), 'a 7', false],
  [either(onOneLine('a', 'b'), 'c'), 'c', true],
  [either(onOneLine('a', 'b'), 'c'), 'b a', false],
])('%s in %j: %s', (said, text, holds) => {
  expect(said.test(text)).toBe(holds);
});
