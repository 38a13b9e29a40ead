import { expect, test } from 'vitest';
import { hostNamesIn, plainName, withoutComment } from './host-names-in.ts';

test.each<[string, string[]]>([
  ['write=https://Old.Example.com:6098/post', ['old.example.com']],
  ['server_name bold.example www.old.example;', ['bold.example', 'www.old.example']],
  ['server_name *.old.example .old.example;', ['old.example']],
  ['~^(.+)\\.old\\.example$', ['old.example']],
  ['"url":"https:\\/\\/old.example\\/"', ['old.example']],
  ['allow 10.20.0.8/32; deny 110.20.0.8;', ['10.20.0.8', '110.20.0.8']],
  ['proxy_pass http://oldhost:80; name oldhost', ['oldhost']],
  ['https://user@oldhost/', ['oldhost']],
  ['mail admin@old.example.', ['old.example']],
  ['listen [2001:DB8::0:8]:443 at 12:30:45', ['2001:db8::8']],
  ['nothing to see', []],
])('%s', (text, expected) => {
  expect(hostNamesIn(text)).toEqual(expected);
});

test('a long line without names has none', () => {
  expect(hostNamesIn(`${'a'.repeat(300_000)}:${'b-'.repeat(100_000)}`)).toEqual([]);
});

test('names are compared in one spelling', () => {
  expect(['OLD.example.', '[2001:db8:0::8]', '10.0.0.1'].map(plainName)).toEqual([
    'old.example',
    '2001:db8::8',
    '10.0.0.1',
  ]);
});

test.each([
  ['# old.example', ''],
  ['  // old.example', ''],
  ['; old.example', ''],
  ['a "https://old.example/" // moved', 'a "https://old.example/"'],
  ['a=1 # old.example', 'a=1'],
  ['"a": 1 /* old.example */, "b": 2', '"a": 1, "b": 2'],
  ['url=//old.example', 'url=//old.example'],
])('of %j stays %j', (line, rest) => {
  expect(withoutComment(line)).toBe(rest);
});
