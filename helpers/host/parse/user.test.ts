import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseUser } from './user.ts';

test('reads name and number', () => {
  expect(parseUser(sample('debian-12', 'user'))).toEqual({ name: 'root', uid: 0 });
});

test('reads a user that has no name, or a group that has none', () => {
  expect(parseUser(answered('uid=1234 gid=1234 groups=1234\n'))).toEqual({ name: '1234', uid: 1234 });
  const stderr = 'id: cannot find name for group ID 99\n';
  expect(parseUser(answered('uid=7(ops) gid=99\n', { status: 1, stderr }))).toEqual({ name: 'ops', uid: 7 });
});

test('refuses anything else', () => {
  expect(() => parseUser(answered('nobody here\n'))).toThrow('expected `uid=N(name) …`');
});
