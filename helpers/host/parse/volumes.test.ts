import { expect, test } from 'vitest';
import { answered } from './samples/sample.ts';
import { parseVolumes } from './volumes.ts';

// From coreutils 9.1: a link to /dev/shm, a folder of the root disk, one of a file system without inodes, one missing.
const stdout = `\
Filesystem     Type     1B-blocks        Used       Avail Use% IUse% Mounted on File
tmpfs          tmpfs  25276063744           0 25276063744   0%    1% /dev/shm   /tmp/lnk/a
/dev/vda       ext4  270553174016 24714760192 84229533696  23%    3% /          /tmp/lnk/x y/
proc           proc             0           0           0    -     - /proc      /proc
/dev/vda       ext4  270553174016 24714760192 84229533696  23%    3% /          /
`;
const stderr = 'df: /tmp/nope: No such file or directory\n';

test('reads the file system of each path that is there, by the name that was asked', () => {
  const volumes = parseVolumes(answered(stdout, { status: 1, stderr }));
  expect(volumes.map(({ path, mount }) => [path, mount])).toEqual([
    ['/tmp/lnk/a', '/dev/shm'],
    ['/tmp/lnk/x y', '/'],
    ['/proc', '/proc'],
    ['/', '/'],
  ]);
  expect(volumes[1]).toMatchObject({
    device: '/dev/vda',
    type: 'ext4',
    sizeBytes: 270_553_174_016,
    usedBytes: 24_714_760_192,
    availableBytes: 84_229_533_696,
    usedPercent: 23,
    inodesUsedPercent: 3,
  });
  expect(volumes[2]).toMatchObject({ usedPercent: null, inodesUsedPercent: null });
});

test('refuses other output', () => {
  expect(() => parseVolumes(answered("df: unrecognized option '--output'\n"))).toThrow('headings of df');
  expect(() => parseVolumes(answered('', { status: 1, stderr: 'df: no file systems processed\n' }))).toThrow(
    'headings of df',
  );
});
