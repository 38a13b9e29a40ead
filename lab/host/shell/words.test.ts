import { expect, test } from 'vitest';
import { UnsupportedSyntax, words } from './words.ts';

const texts = (line: string) => words(line).map((word) => word.text);

test('quotes are removed as sh removes them', () => {
  expect(texts(`stat -c '%n|%F' "/var/a b" it\\'s 'a'"b"c ''`)).toEqual([
    'stat',
    '-c',
    '%n|%F',
    '/var/a b',
    "it's",
    'abc',
    '',
  ]);
});

test("a quote inside single quotes is written as '\\''", () => {
  expect(texts(`ask 'k' 5 100 'grep '\\''x y'\\'' f'`)).toEqual(['ask', 'k', '5', '100', "grep 'x y' f"]);
});

test('in double quotes a backslash stays unless it escapes', () => {
  expect(texts('"a\\n\\"b\\$"')).toEqual(['a\\n"b$']);
});

test('only an unquoted wildcard makes a pattern', () => {
  expect(words(`/proc/[0-9]*/stat`)[0]?.pattern).toBe('/proc/[0-9]*/stat');
  expect(words(`'/proc/*'`)[0]?.pattern).toBeUndefined();
  expect(words(`/a'*'*`)[0]?.pattern).toBe('/a\\**');
});

test.each(['a | b', 'a; b', 'a > f', 'echo $HOME', 'echo "$HOME"', 'a `b`', 'a &', "a 'b", 'a # b'])(
  'what needs a real shell is refused: %s',
  (line) => {
    expect(() => words(line)).toThrow(UnsupportedSyntax);
  },
);
