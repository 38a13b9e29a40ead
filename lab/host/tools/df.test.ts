import { expect, test } from 'vitest';
import { testMachine } from '../testing/machine.ts';

// What df of coreutils 9.1 printed for two file systems of these sizes.
const { ask } = testMachine((host) => {
  host.filesystems = [
    {
      ...{ device: 'devtmpfs', mount: '/dev', type: 'devtmpfs' },
      ...{ sizeBytes: 12_630_487_040, usedBytes: 0, inodes: 3_083_615, inodesUsed: 114 },
    },
    {
      ...{ device: 'tmpfs', mount: '/dev/shm', type: 'tmpfs' },
      ...{ sizeBytes: 25_276_502_016, usedBytes: 0, inodes: 3_085_510, inodesUsed: 1 },
    },
  ];
});

test('df -P -T -B1', async () => {
  expect((await ask('df -P -T -B1')).stdout).toBe(`\
Filesystem     Type        1-blocks  Used   Available Capacity Mounted on
devtmpfs       devtmpfs 12630487040     0 12630487040       0% /dev
tmpfs          tmpfs    25276502016     0 25276502016       0% /dev/shm
`);
});

test('df -P -i, and df -P', async () => {
  expect((await ask('df -P -i')).stdout).toBe(`\
Filesystem      Inodes IUsed   IFree IUse% Mounted on
devtmpfs       3083615   114 3083501    1% /dev
tmpfs          3085510     1 3085509    1% /dev/shm
`);
  expect((await ask('df -P')).stdout).toBe(`\
Filesystem     1024-blocks  Used Available Capacity Mounted on
devtmpfs          12334460     0  12334460       0% /dev
tmpfs             24684084     0  24684084       0% /dev/shm
`);
});

test('df FILE shows the file system that holds it', async () => {
  const machine = testMachine();
  const { stdout, stderr, status } = await machine.ask('df -P -B1 /var/coronerd/acme /etc /nowhere');
  expect(stdout).toMatch(/\/dev\/sdb1 +536870912000 +220117073920 +316753838080 +41% \/var\/coronerd\n/);
  expect(stdout).toMatch(/35% \/\n$/);
  expect(stderr).toBe('df: /nowhere: No such file or directory\n');
  expect(status).toBe(1);
});

test('a share is rounded up, a full disk has nothing left, and a file system without inodes counts none', async () => {
  const machine = testMachine((host) => {
    const [, , root, , , data] = host.filesystems;
    if (root) Object.assign(root, { sizeBytes: 1000, usedBytes: 961, inodes: 0, inodesUsed: 0 });
    if (data) Object.assign(data, { sizeBytes: 1000, usedBytes: 1000 });
  });
  const disks = (await machine.ask('df -P -B1')).stdout;
  expect(disks).toMatch(/\/dev\/sda1 +1000 +961 +39 +97% \/\n/);
  expect(disks).toMatch(/\/dev\/sdb1 +1000 +1000 +0 +100% /);
  expect((await machine.ask('df -P -i')).stdout).toMatch(/\/dev\/sda1 +0 +0 +0 +- \/\n/);
});

// What df of coreutils 9.1 printed for a link to /dev/shm, and for /dev/shm itself.
test('df --output=FIELDS FILE names the file that was asked for, and follows links', async () => {
  const machine = testMachine((host) => {
    host.filesystems = [
      {
        ...{ device: 'tmpfs', mount: '/dev/shm', type: 'tmpfs' },
        ...{ sizeBytes: 25_276_063_744, usedBytes: 0, inodes: 3_085_457, inodesUsed: 1 },
      },
    ];
    host.files['/srv/a'] = { kind: 'symlink', owner: 'root', group: 'root', mode: '777', target: '/dev/shm' };
  });
  const fields = 'source,fstype,size,used,avail,pcent,itotal,iused,ipcent,target,file';
  const { stdout, stderr, status } = await machine.ask(
    `df -B1 --output=${fields} -- /srv/a /dev/shm /nowhere`,
  );
  expect(stdout).toBe(`\
Filesystem     Type    1B-blocks  Used       Avail Use%  Inodes IUsed IUse% Mounted on File
tmpfs          tmpfs 25276063744     0 25276063744   0% 3085457     1    1% /dev/shm   /srv/a
tmpfs          tmpfs 25276063744     0 25276063744   0% 3085457     1    1% /dev/shm   /dev/shm
`);
  expect(stderr).toBe('df: /nowhere: No such file or directory\n');
  expect(status).toBe(1);
  expect((await machine.ask('df --output=siez')).stderr).toContain("field 'siez' unknown");
});
