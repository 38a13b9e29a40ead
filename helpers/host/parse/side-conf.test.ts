import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { mostLines, parseSideConf } from './side-conf.ts';

const path = '/etc/backtrace/x/conf';
const read = (content: string, name = path) =>
  parseSideConf(
    answered(
      content
        .split('\n')
        .map((line) => `${name}:${line}\n`)
        .join(''),
    ),
  )[0];

test('reads JSON with comments and trailing commas, and text, of a real machine', () => {
  const files = parseSideConf(sample('debian-12', 'sideConf', 2));
  expect(files.map(({ path, form, problem }) => [path.split('/').at(-1), form, problem])).toEqual([
    ['alerts.conf', 'text', null],
    ['link', 'text', null],
    ['blob', 'text', null],
    ['config.json', 'JSON', null],
  ]);
  expect(files[0]?.listens).toEqual([{ key: 'port', hostname: null, port: 7072, socket: null }]);
  expect(files[3]?.listens).toEqual([{ key: 'listen', hostname: '127.0.0.1', port: 7071, socket: null }]);
  expect(files[3]?.hosts).toContainEqual({ key: 'coronerd', host: 'old.example.com' });
});

test('keeps nothing that is secret', () => {
  const kept = JSON.stringify(parseSideConf(sample('debian-12', 'sideConf', 2)));
  expect(kept).not.toContain('hunter2');
  expect(() => parseSideConf(answered('hunter2 without a file\n'))).toThrow(/22 characters, not shown/);
});

test.each([
  ['cut off', '{ "port": 7071,\n  "url": "https://', /in line 2/],
  ['with rubbish behind it', '{ "port": 7071 } rubbish', /in line 1/],
])('says why a file is not JSON: %s', (_what, content, problem) => {
  expect(read(content)).toMatchObject({ form: 'JSON', problem: expect.stringMatching(problem) });
});

test.each([
  ['<html></html>', /in line 1/],
  ['"text"', /neither an object nor a list/],
])('a file with the name of JSON has to be JSON: %s', (content, problem) => {
  expect(read(content, '/etc/backtrace/x/a.json')?.problem).toMatch(problem);
});

test.each(['{{ template }}', '[section]\nkey=1', '{ port = 1 }', 'server { listen 80; }', '{ a: 1 }'])(
  'a text that only has braces is not taken for JSON: %s',
  (content) => {
    expect(read(content)).toMatchObject({ form: 'text', problem: null });
  },
);

test('does not judge a file that is longer than what was read', () => {
  expect(read(`{\n${'  "a": 1,\n'.repeat(mostLines)}`)).toMatchObject({ cut: true, problem: null });
  const cut = answered(`${path}:{ "a": 1 }\n/etc/backtrace/y/z:{ "b":\n/etc/backtr`, {
    cut: true,
    status: 141,
  });
  expect(parseSideConf(cut).map((file) => [file.path, file.cut])).toEqual([
    [path, false],
    ['/etc/backtrace/y/z', true],
  ]);
});

test('no file is an answer', () => {
  expect(parseSideConf(answered('', { status: 2 }))).toEqual([]);
});
