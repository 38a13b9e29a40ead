import { check, expect } from '../../fixtures/index.ts';
import { filesystemOf, inodesUsedOf, sizeOf, usedOn } from '../../helpers/host/filesystem.ts';
import { storagePathsOf } from '../../helpers/host/storage-paths.ts';

check('requirements.disk-space', async ({ newHost, oldHost, settings, evidence }) => {
  const conf = await newHost.ask('conf');
  const storage = storagePathsOf(conf, newHost.name);
  // The later look is the one that covers the paths that the configuration names.
  const volumes = await newHost.askLater('volumes');
  const on = { host: newHost.name, volumes, disks: await newHost.ask('disks') };
  const inodes = await newHost.ask('inodes');
  const most = settings.limits.maxDiskUsedPercent;

  for (const path of [...storage, conf.symbolPath ?? '/var/symbold', '/etc/coronerd', '/var/log']) {
    const { mount, usedPercent } = filesystemOf(path, on);
    expect.soft(usedPercent ?? 0, `${path} (on ${mount}): space used, percent`).toBeLessThan(most);
    const inodesUsed = inodesUsedOf(path, on, inodes) ?? 0;
    expect.soft(inodesUsed, `${path} (on ${mount}): inodes used, percent`).toBeLessThan(most);
  }

  if (!oldHost) return evidence.note('no old host is configured: room for its data was not compared');
  const oldStorage = storagePathsOf(await oldHost.ask('conf'), oldHost.name);
  // A baseline of an earlier version has no volumes.
  const oldVolumes = await oldHost.ask('volumes').catch(() => []);
  const onOld = { host: oldHost.name, volumes: oldVolumes, disks: await oldHost.ask('disks') };
  const needed = usedOn(oldStorage, onOld);
  expect
    .soft(sizeOf(storage, on), 'size of the storage volume in bytes, against what the old one holds')
    .toBeGreaterThanOrEqual(needed);
});
