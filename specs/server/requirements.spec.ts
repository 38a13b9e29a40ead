import { check, expect } from '../../fixtures/index.ts';
import { backtraceProcess } from '../../helpers/host/backtrace-process.ts';
import { filesystemOf, inodesOf } from '../../helpers/host/filesystem.ts';
import { mayWrite, projectFolders } from '../../helpers/host/storage-access.ts';

check('requirements.open-files', async ({ newHost, settings }) => {
  const { childPid } = backtraceProcess(
    'coronerd.service',
    await newHost.ask('units'),
    await newHost.ask('processes'),
  );
  const limits = await newHost.ask('openFiles');
  const limit = limits.find(({ pid }) => pid === childPid);

  expect(limit, `limits of the coronerd child, process ${childPid}`).toBeDefined();
  const soft = limit?.soft === 'unlimited' ? Number.POSITIVE_INFINITY : limit?.soft;
  expect(
    soft,
    `soft limit "Max open files" of the coronerd child, process ${childPid}`,
  ).toBeGreaterThanOrEqual(settings.limits.minOpenFiles);
});

check('requirements.disk-space', async ({ newHost, oldHost, settings, evidence }) => {
  const { storageDisks } = await newHost.ask('conf');
  const disks = await newHost.ask('disks');
  const inodes = await newHost.ask('inodes');
  const most = settings.limits.maxDiskUsedPercent;

  for (const path of [...storageDisks, '/etc/coronerd', '/var/log', '/var/symbold']) {
    const disk = filesystemOf(path, disks);
    expect.soft(disk?.usedPercent, `${path} (on ${disk?.mount}): space used, percent`).toBeLessThan(most);
    const files = inodesOf(path, inodes);
    expect
      .soft(files?.usedPercent ?? 0, `${path} (on ${files?.mount}): inodes used, percent`)
      .toBeLessThan(most);
  }

  if (!oldHost) return evidence.note('no old host is configured: room for its data was not compared');
  const oldPaths = (await oldHost.ask('conf')).storageDisks;
  const oldDisks = await oldHost.ask('disks');
  const oldUsed = bytesUsed(oldPaths.map((path) => filesystemOf(path, oldDisks)));
  const room = bytesOf(storageDisks.map((path) => filesystemOf(path, disks)));
  expect
    .soft(room, 'size of the storage volume in bytes, against what the old one holds')
    .toBeGreaterThanOrEqual(oldUsed);
});

check('requirements.storage-path', async ({ newHost, oldHost, newServer, settings, evidence }) => {
  const { storageDisks } = await newHost.ask('conf');
  const expected = settings.expect.storagePath
    ? [settings.expect.storagePath]
    : (await oldHost?.ask('conf'))?.storageDisks;
  if (expected) expect.soft(storageDisks, 'storage.disks in coronerd.conf').toEqual(expected);
  else evidence.note('neither EXPECT_STORAGE_PATH nor an old host is configured: any storage path passes');

  const storage = await newHost.ask('storage');
  const disks = await newHost.ask('disks');
  const oldDisks = await oldHost?.ask('disks');
  const service = (await newHost.ask('units')).find(({ name }) => name === 'coronerd.service');
  const { entries } = await newHost.ask('storageEntries');
  const projects = await newServer.projects();

  for (const path of storageDisks) {
    const folder = storage.find((each) => each.path === path);
    expect.soft(folder?.kind, `${path} on the host`).toBe('directory');
    if (folder?.kind !== 'directory') continue;
    expect
      .soft(
        mayWrite(folder, service?.user || 'root'),
        `${path} (${folder.owner}:${folder.group} ${folder.mode}) may be written by ${service?.user || 'root'}`,
      )
      .toBe(true);
    if (oldDisks) {
      const ownVolume = filesystemOf(path, oldDisks)?.mount !== '/';
      if (ownVolume)
        expect
          .soft(filesystemOf(path, disks)?.mount, `${path} lies on a volume of its own, as on the old host`)
          .not.toBe('/');
    }
    const holding = projectFolders(path, entries, projects);
    evidence.show(
      newHost.name,
      `folders of projects below ${path}`,
      `${holding.length} of ${projects.length}`,
    );
    expect
      .soft(holding.length, `${path}: folders of the ${projects.length} projects that the server lists`)
      .toBeGreaterThan(0);
  }
});

function bytesUsed(disks: readonly ({ usedBytes: number; mount: string } | undefined)[]): number {
  return sumOverMounts(disks, (disk) => disk.usedBytes);
}

function bytesOf(disks: readonly ({ sizeBytes: number; mount: string } | undefined)[]): number {
  return sumOverMounts(disks, (disk) => disk.sizeBytes);
}

/** Two storage paths on one volume count once. */
function sumOverMounts<T extends { mount: string }>(
  disks: readonly (T | undefined)[],
  bytes: (disk: T) => number,
): number {
  const byMount = new Map(disks.flatMap((disk) => (disk ? [[disk.mount, disk]] : [])));
  return [...byMount.values()].reduce((sum, disk) => sum + bytes(disk), 0);
}
