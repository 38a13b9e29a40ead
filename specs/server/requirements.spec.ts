import { check, expect } from '../../fixtures/index.ts';
import { backtraceProcess } from '../../helpers/host/backtrace-process.ts';
import { filesystemOf, inodesOf, sizeOf, usedOn } from '../../helpers/host/filesystem.ts';
import { storagePathsOf } from '../../helpers/host/storage-paths.ts';

check('requirements.open-files', async ({ newHost, settings }) => {
  const { childPid } = backtraceProcess(
    'coronerd.service',
    await newHost.ask('units'),
    await newHost.ask('processes'),
  );
  const limits = await newHost.ask('openFiles');
  const limit = limits.find(({ pid }) => pid === childPid);

  expect(limit, `limits of the coronerd child, process ${childPid}`).toBeDefined();
  const soft = limit?.soft === 'unlimited' ? Number.POSITIVE_INFINITY : (limit?.soft ?? 0);
  expect(
    soft,
    `soft limit "Max open files" of the coronerd child, process ${childPid}`,
  ).toBeGreaterThanOrEqual(settings.limits.minOpenFiles);
});

check('requirements.disk-space', async ({ newHost, oldHost, settings, evidence }) => {
  const conf = await newHost.ask('conf');
  const storage = storagePathsOf(conf, newHost.name);
  const disks = await newHost.ask('disks');
  const inodes = await newHost.ask('inodes');
  const most = settings.limits.maxDiskUsedPercent;

  for (const path of [...storage, conf.symbolPath ?? '/var/symbold', '/etc/coronerd', '/var/log']) {
    const disk = filesystemOf(path, disks, newHost.name);
    expect.soft(disk.usedPercent ?? 0, `${path} (on ${disk.mount}): space used, percent`).toBeLessThan(most);
    const files = inodesOf(path, inodes);
    expect
      .soft(files?.usedPercent ?? 0, `${path} (on ${files?.mount}): inodes used, percent`)
      .toBeLessThan(most);
  }

  if (!oldHost) return evidence.note('no old host is configured: room for its data was not compared');
  const oldStorage = storagePathsOf(await oldHost.ask('conf'), oldHost.name);
  const needed = usedOn(oldStorage, await oldHost.ask('disks'), oldHost.name);
  const room = sizeOf(storage, disks, newHost.name);
  expect
    .soft(room, 'size of the storage volume in bytes, against what the old one holds')
    .toBeGreaterThanOrEqual(needed);
});
