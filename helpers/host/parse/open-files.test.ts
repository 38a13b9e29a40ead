import { expect, test } from 'vitest';
import { parseOpenFiles } from './open-files.ts';
import { answered, sample } from './samples/sample.ts';

test('reads the limits of every process, also where one ended meanwhile', () => {
  const limits = parseOpenFiles({ ...sample('debian-12', 'openFiles'), status: 2 });
  expect(limits.find(({ pid }) => pid === 1573)).toEqual({ pid: 1573, soft: 16384, hard: 16384 });
});

test('reads that there is none', () => {
  const text =
    '/proc/1/limits:Max open files            unlimited            unlimited            files     \n';
  expect(parseOpenFiles(answered(text))).toEqual([{ pid: 1, soft: 'unlimited', hard: 'unlimited' }]);
});

test('refuses an empty answer', () => {
  expect(() => parseOpenFiles(answered('', { status: 2 }))).toThrow('expected limits of processes');
});
