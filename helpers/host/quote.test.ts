import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { inSingleQuotes, quote } from './quote.ts';

const awkward = [
  "it's",
  '$(id)',
  '`id`',
  'a b',
  '"x"',
  '\\',
  '*',
  '',
  '-n',
  '~',
  'é',
  "'",
  'a;b&c|d>e',
  '#x',
  '!1',
];

test.each(awkward)('the shell reads %j back as one word', (text) => {
  for (const word of [quote(text), inSingleQuotes(text)]) {
    const heard = execFileSync('/bin/sh', ['-c', `printf '<%s>' x ${word} y`], { encoding: 'utf8' });
    expect(heard).toBe(`<x><${text}><y>`);
  }
});

test('leaves plain words as they are', () => {
  expect(quote('/var/coronerd')).toBe('/var/coronerd');
});

test.each(['a\nb', 'a\0b', '\x1b'])('refuses the control character in %j', (text) => {
  expect(() => quote(text)).toThrow(RangeError);
  expect(() => inSingleQuotes(text)).toThrow(RangeError);
});
