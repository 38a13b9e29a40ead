import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseSideFiles } from './side-files.ts';

const files = parseSideFiles(sample('debian-12', 'sideFiles', 1));
const named = (name: string) => files.find(({ path }) => path.endsWith(`/${name}`));

test('reads directories and files with owner, mode and size', () => {
  expect(named('workflows')).toMatchObject({ kind: 'directory', path: '/etc/backtrace/workflows' });
  expect(named('config.json')).toEqual({
    path: '/etc/backtrace/workflows/config.json',
    kind: 'file',
    owner: 'root',
    group: 'root',
    mode: '640',
    bytes: 231,
    target: null,
  });
});

test('tells a link that leads nowhere, or to itself, from one that leads to a file', () => {
  expect(named('dangling.json')).toMatchObject({ kind: 'dangling link', target: '../nowhere.json' });
  expect(named('loop')).toMatchObject({ kind: 'dangling link', target: 'itself' });
  expect(named('link')).toMatchObject({ kind: 'file', bytes: 3 });
  expect(named('fifo')).toMatchObject({ kind: 'other' });
});

test('a directory that is not there is an answer, one that may not be read is none', () => {
  const stderr = "find: '/etc/backtrace/': No such file or directory\n";
  expect(parseSideFiles(answered('', { status: 1, stderr }))).toEqual([]);
  const denied = { status: 1, stderr: "find: '/etc/backtrace/saml': Permission denied\n" };
  expect(() => parseSideFiles(answered('', denied))).toThrow('Permission denied');
  expect(() => parseSideFiles(answered('f /etc/backtrace\n'))).toThrow('TYPE|TYPE|OWNER');
});
