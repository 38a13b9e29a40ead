import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseSysctlFiles } from './sysctl-files.ts';

test('reads file and value', () => {
  const expected = [{ file: '/etc/sysctl.d/90-backtrace.conf', value: 16000000 }];
  expect(parseSysctlFiles(sample('debian-12', 'maxMapCountPersisted', 2))).toEqual(expected);
});

test('reads other ways to write it, and passes over comments', () => {
  const text = '/etc/sysctl.conf:; vm.max_map_count=1\n/etc/sysctl.d/a.conf:-vm.max_map_count=262144 \n';
  expect(parseSysctlFiles(answered(text))).toEqual([{ file: '/etc/sysctl.d/a.conf', value: 262144 }]);
});

test('none is an answer', () => {
  expect(parseSysctlFiles(answered('', { status: 1 }))).toEqual([]);
});

test('refuses a value that is no number', () => {
  expect(() => parseSysctlFiles(answered('/etc/sysctl.conf:vm.max_map_count=many\n'))).toThrow(
    'FILE:vm.max_map_count = N',
  );
});
