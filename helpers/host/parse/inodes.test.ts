import { expect, test } from 'vitest';
import { parseInodes } from './inodes.ts';
import { answered, sample } from './samples/sample.ts';

test('reads every file system of a machine', () => {
  const [root, ...others] = parseInodes(sample('debian-12', 'inodes'));
  expect(root).toMatchObject({ device: '/dev/vda', inodes: 16777216, usedPercent: 3, mount: '/' });
  expect(others.map(({ mount }) => mount)).toContain('/mnt/with space');
});

test('reads a file system that makes inodes as it needs them', () => {
  const text = 'Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/sdb 0 0 0 - /data\n';
  expect(parseInodes(answered(text))).toEqual([
    { device: '/dev/sdb', inodes: 0, used: 0, free: 0, usedPercent: null, mount: '/data' },
  ]);
});

test('refuses other output', () => {
  expect(() => parseInodes(answered('Filesystem\nstrange\n'))).toThrow('expected `DEVICE INODES');
});
