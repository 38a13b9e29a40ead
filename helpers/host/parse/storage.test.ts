import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseStorage } from './storage.ts';

test('reads a directory, and that another path is missing', () => {
  const given = sample('debian-12', 'storage', 1);
  // It was asked without the number of the group.
  const stdout = given.stdout.replace('\n', '|997\n');
  expect(parseStorage({ ...given, stdout })).toEqual([
    { path: '/var/coronerd', kind: 'directory', owner: 'coronerd', group: 'coronerd', mode: '755', gid: 997 },
    { path: '/srv/missing', kind: 'missing', owner: '', group: '', mode: '', gid: null },
  ]);
});

test('reads a path with a bar, and the complaint of older coreutils', () => {
  const stderr = "stat: cannot stat '/old path': No such file or directory\n";
  expect(
    parseStorage(answered('/a|b/|regular empty file|root|root|600|0\n', { status: 1, stderr })),
  ).toMatchObject([
    { path: '/a|b', kind: 'regular empty file', mode: '600' },
    { path: '/old path', kind: 'missing' },
  ]);
});

test('a path that may not be looked at is not called missing', () => {
  const stderr = "stat: cannot statx '/mnt/nfs/x': Permission denied\n";
  expect(() => parseStorage(answered('', { status: 1, stderr }))).toThrow('Permission denied');
});
