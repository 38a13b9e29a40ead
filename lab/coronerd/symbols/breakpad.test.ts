import { expect, test } from 'vitest';
import { parseBreakpad } from './breakpad.ts';
import { lookUp, lookUpNeighbour } from './look-up.ts';

const id = '0123456789ABCDEF0123456789ABCDEF0';
const text = [
  `MODULE Linux x86_64 ${id.toLowerCase()} my program.so`,
  'INFO CODE_ID 0123',
  'FILE 0 /src/with space.cc',
  'FILE 7 c:\\src\\other.cc',
  'INLINE_ORIGIN 0 inlined()',
  'FUNC m 2000 10 0 second(int, char const*)',
  'INLINE 0 3 7 0 2000 4',
  '2000 8 42 7',
  '2008 8 43 0',
  'FUNC 1000 20 8 first()',
  '1000 8 1 0',
  'PUBLIC 1800 0 open_one',
  'PUBLIC m 3000 0 open two',
  'STACK CFI INIT 1000 20 .cfa: $rsp 8 +',
  'STACK WIN 4 1000 20 0 0 0 0 0 0 1 $T0',
  '',
].join('\r\n');

test('names, lines and public symbols are read, whatever the order', () => {
  const symbols = parseBreakpad(text);
  expect(symbols).toMatchObject({
    os: 'Linux',
    arch: 'x86_64',
    debugIdentifier: id,
    debugFile: 'my program.so',
  });
  expect(symbols.functions.map(({ name, address }) => [name, address])).toEqual([
    ['first()', 0x1000],
    ['second(int, char const*)', 0x2000],
  ]);
});

test.each([
  [0x0fff, undefined],
  [0x1000, { function: 'first()', file: '/src/with space.cc', line: 1 }],
  [0x1008, { function: 'first()' }],
  [0x101f, { function: 'first()' }],
  [0x1020, undefined],
  [0x17ff, undefined],
  [0x1900, { function: 'open_one' }],
  [0x2007, { function: 'second(int, char const*)', file: 'c:\\src\\other.cc', line: 42 }],
  [0x2008, { function: 'second(int, char const*)', file: '/src/with space.cc', line: 43 }],
  [0x2010, undefined],
  [0x3456, { function: 'open two' }],
])('what is at %i', (offset, found) => {
  expect(lookUp(parseBreakpad(text), offset)).toEqual(found);
});

test('the neighbour is another function with its own first line', () => {
  const symbols = parseBreakpad(text);
  expect(lookUpNeighbour(symbols, 0x1000)).toMatchObject({ function: 'second(int, char const*)', line: 42 });
  expect(lookUpNeighbour(symbols, 0x2008)).toMatchObject({ function: 'first()', line: 1 });
  expect(lookUpNeighbour(symbols, 0x3456)).toMatchObject({ function: 'first()' });
  expect(lookUpNeighbour(symbols, 0x17ff)).toBeUndefined();
});

test.each([
  ['nothing', '', /line 1 is no MODULE record/],
  ['an ELF file', '\x7fELF\x02\x01', /line 1 is no MODULE record/],
  ['a short id', 'MODULE Linux x86_64 0123 a', /line 1/],
  ['a line before every function', `MODULE Linux x86_64 ${id} a\n1000 8 1 0\n`, /line 2 .*1000 8 1 0/],
  ['no hex', `MODULE Linux x86_64 ${id} a\nFUNC 10xx 8 0 f\n`, /line 2/],
  ['something else', `MODULE Linux x86_64 ${id} a\nFILE 0 a.c\nhello\n`, /line 3/],
])('refused: %s', (_, broken, reason) => {
  expect(() => parseBreakpad(broken)).toThrow(reason);
});
