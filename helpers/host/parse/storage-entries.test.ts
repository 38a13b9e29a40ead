import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseStorageEntries } from './storage-entries.ts';

test('reads what a storage directory holds; a missing path holds nothing', () => {
  const { entries, truncated } = parseStorageEntries(sample('debian-12', 'storageEntries', 1));
  expect(truncated).toBe(false);
  expect(entries).toContainEqual({
    kind: 'directory',
    owner: 'coronerd',
    path: '/var/coronerd/backtrace/demo',
  });
  expect(entries).toContainEqual({
    kind: 'regular file',
    owner: 'coronerd',
    path: '/var/coronerd/_objects/a|b.bin',
  });
});

test('a listing that was cut loses its last line only', () => {
  const cut = answered('d|root|/a\nf|root|/a/file-with-a-na', { status: 141, cut: true });
  expect(parseStorageEntries(cut)).toEqual({
    entries: [{ kind: 'directory', owner: 'root', path: '/a' }],
    truncated: true,
  });
});

test('lets a file name with a line break pass', () => {
  const { entries } = parseStorageEntries(answered('d|root|/a\nf|root|/a/one\ntwo\n'));
  expect(entries).toHaveLength(2);
});

test('refuses an answer that is only a complaint, or strange', () => {
  const stderr = "find: '/var/coronerd': Permission denied\n";
  expect(() => parseStorageEntries(answered('', { status: 1, stderr }))).toThrow('Permission denied');
  expect(() => parseStorageEntries(answered('hello\n'))).toThrow('expected `TYPE|OWNER|PATH`');
  expect(() => parseStorageEntries(answered('', { status: 124 }))).toThrow('too long');
});
