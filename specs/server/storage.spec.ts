import { check, expect } from '../../fixtures/index.ts';
import { backtraceProcess } from '../../helpers/host/backtrace-process.ts';
import { filesystemOf, onVolumesOfTheirOwn } from '../../helpers/host/filesystem.ts';
import { mayWrite, projectFolders } from '../../helpers/host/storage-access.ts';
import { storagePathsOf } from '../../helpers/host/storage-paths.ts';
import { withoutTrailing } from '../../helpers/trailing.ts';

check('requirements.storage-path', async ({ newHost, oldHost, newServer, settings, evidence }) => {
  const paths = storagePathsOf(await newHost.ask('conf'), newHost.name);
  const { storagePath } = settings.expect;
  const expected = storagePath && withoutTrailing(storagePath, '/', 1);
  if (expected) expect.soft(paths, 'storage.disks in coronerd.conf').toEqual([expected]);
  else if (!oldHost)
    evidence.note('neither EXPECT_STORAGE_PATH nor an old host is configured: any storage path passes');

  // The later look is the one that covers the paths that the configuration names.
  const storage = await newHost.askLater('storage');
  const { entries, truncated } = await newHost.askLater('storageEntries');
  const volumes = await newHost.askLater('volumes');
  const on = { host: newHost.name, volumes, disks: await newHost.ask('disks') };
  const units = await newHost.ask('units');
  const service = units.find(({ name }) => name === 'coronerd.service')?.user || 'root';
  const { childPid } = backtraceProcess('coronerd.service', units, await newHost.ask('processes'));
  const groups = (await newHost.ask('processGroups')).find(({ pid }) => pid === childPid)?.groups;
  const projects = (await newServer.projects()).filter(({ deleted }) => !deleted);

  const held = new Set<string>();
  const strangers: string[] = [];
  const folders = storage.filter(({ path }) => paths.includes(path));
  for (const path of paths) {
    const folder = folders.find((each) => each.path === path);
    expect.soft(folder?.kind, `${path} on the host`).toBe('directory');
    if (folder?.kind !== 'directory') continue;

    const access = mayWrite(folder, service, groups);
    const owner = `${path} (${folder.owner}:${folder.group} ${folder.mode})`;
    if (access === 'by its group')
      evidence.note(`${owner} may be written by its group; whether ${service} is in it is not known`);
    else expect.soft(access, `${owner} may be written by ${service}`).toBe('yes');
    evidence.note(`${path} lies on ${filesystemOf(path, on).mount}`);

    const { held: holding, strangers: others } = projectFolders(path, entries, projects);
    strangers.push(...others);
    evidence.show(
      newHost.name,
      `folders of projects below ${path}`,
      `${holding.length} of ${projects.length}`,
    );
    expect
      .soft(holding.length, `${path}: folders of the ${projects.length} projects that the server lists`)
      .toBeGreaterThan(0);
    for (const { universe, name } of holding) held.add(`${universe}/${name}`);
  }

  const without = projects.filter(({ universe, name }) => !held.has(`${universe}/${name}`));
  if (truncated) evidence.note('the listing was too long: that each project has its folder was not judged');
  else if (held.size > 0) {
    const lost = without.map(async (project) =>
      (await newServer.hasErrors(project)) ? [`${project.universe}/${project.name}`] : [],
    );
    const findings = (await Promise.all(lost))
      .flat()
      .map((name) => `${name} has errors, but no folder below ${paths.join(', ')}`);
    // A project may have been renamed after its folder was made.
    if (findings.length <= strangers.length)
      for (const text of findings) evidence.note(`${text}, unless it is one of ${strangers.join(', ')}`);
    else expect.soft(findings).toBeNone();
  }

  if (!oldHost) return;
  const oldPaths = storagePathsOf(await oldHost.ask('conf'), oldHost.name);
  if (!expected) expect.soft(paths, 'storage.disks in coronerd.conf').toEqual(oldPaths);
  // A baseline of an earlier version has no volumes.
  const oldVolumes = await oldHost.ask('volumes').catch(() => []);
  const onOld = { host: oldHost.name, volumes: oldVolumes, disks: await oldHost.ask('disks') };
  if (!onVolumesOfTheirOwn(oldPaths, onOld)) return;
  for (const { path } of folders.filter(({ kind }) => kind === 'directory'))
    expect
      .soft(filesystemOf(path, on).mount, `${path} lies on a volume of its own, as on the old host`)
      .not.toBe('/');
});
