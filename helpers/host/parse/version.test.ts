import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseVersion } from './version.ts';

test('reads the first dotted number', () => {
  const text = 'coronerd 1.42.1 (build 3f2a9c1)';
  expect(parseVersion(sample('debian-12', 'version'))).toEqual({ installed: true, version: '1.42.1', text });
});

test('reads it from the other stream, and whatever the exit status', () => {
  const answer = answered('', { status: 1, stderr: 'version: 2.0\n' });
  expect(parseVersion(answer)).toMatchObject({ installed: true, version: '2.0' });
});

test.each([
  ['dash', '/bin/sh: 1: /opt/backtrace/sbin/coronerd: not found\n'],
  ['bash', '/bin/sh: line 1: /opt/backtrace/sbin/coronerd: No such file or directory\n'],
])('a missing binary is a fact, as %s says it', (_, stderr) => {
  expect(parseVersion(answered('', { status: 127, stderr }))).toMatchObject({ installed: false });
});

test('a binary for another machine is a fact', () => {
  const stderr = '/bin/sh: 1: /opt/backtrace/sbin/coronerd: Exec format error\n';
  expect(parseVersion(answered('', { status: 126, stderr }))).toMatchObject({ installed: false });
});

test('a login that may not run it, and a host without timeout, say nothing about the binary', () => {
  const denied = '/bin/sh: 1: /opt/backtrace/sbin/coronerd: Permission denied\n';
  expect(() => parseVersion(answered('', { status: 126, stderr: denied }))).toThrow(
    'the login may not run it',
  );
  const untimed = '/bin/sh: 9: timeout: not found\n';
  expect(() => parseVersion(answered('', { status: 127, stderr: untimed }))).toThrow('the tool is missing');
});

test('refuses an answer without a version', () => {
  expect(() => parseVersion(answered('usage: coronerd\n', { status: 2 }))).toThrow(
    'expected a version, received "usage: coronerd" (exit status 2)',
  );
});
