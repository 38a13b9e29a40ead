import { expect, test } from 'vitest';
import { parseDisks } from './disks.ts';
import { answered, sample } from './samples/sample.ts';

const head = 'Filesystem     Type      1-blocks        Used   Available Capacity Mounted on\n';

test('reads every file system of a machine', () => {
  const disks = parseDisks(sample('debian-12', 'disks'));
  expect(disks[0]).toMatchObject({
    device: '/dev/vda',
    type: 'ext4',
    sizeBytes: 270553174016,
    usedPercent: 23,
    mount: '/',
  });
});

test('reads blanks in device and mount point', () => {
  const disk = parseDisks(sample('debian-12', 'disks')).find(({ mount }) => mount === '/mnt/with space');
  expect(disk).toMatchObject({ device: 'my disk', type: 'tmpfs', sizeBytes: 10485760, usedPercent: 0 });
});

test('keeps what df could read when it could not look at one mount', () => {
  const text = `${head}/dev/sda1      xfs   1000  970   30  97% /var/coronerd\n`;
  const answer = answered(text, { status: 1, stderr: 'df: /mnt/nfs: Stale file handle\n' });
  expect(parseDisks(answer)).toMatchObject([{ mount: '/var/coronerd', usedPercent: 97 }]);
});

test('reads a file system without a size', () => {
  expect(parseDisks(answered(`${head}none cgroup - - - - /cg\n`))).toMatchObject([
    { sizeBytes: 0, usedPercent: null },
  ]);
});

test('refuses an answer without file systems, and one that hung', () => {
  expect(() => parseDisks(answered(head))).toThrow('expected file systems');
  expect(() => parseDisks(answered(head, { status: 124 }))).toThrow('took too long');
});
