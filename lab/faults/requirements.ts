import { integerOf, rowsOf, textOf } from '../state/row.ts';
import type { Filesystem, HostFile, Row, ServerState } from '../state/types.ts';
import { changed, type Fault, present } from './fault.ts';

const storage = '/var/coronerd';

function volume(state: ServerState): Filesystem {
  return present(
    state.host.filesystems.find(({ mount }) => mount === storage),
    `volume ${storage}`,
  );
}

/** The storage path belongs to root, with this mode. */
function storageOfRoot(mode: string): Fault['apply'] {
  return changed(({ host }) => {
    Object.assign(present(host.files[storage], storage), { owner: 'root', group: 'root', mode });
  });
}

/** Faults of the section Server Requirements. */
export const requirementFaults: Record<string, Fault> = {
  'open-files-1024': {
    description: 'the coronerd child may open 1024 files, though a shell on the host may open plenty',
    red: ['requirements.open-files'],
    says: /expected 1024/,
    apply: changed((state) => {
      present(state.host.units.coronerd?.processes[1], 'coronerd child').openFiles = {
        soft: 1024,
        hard: 524_288,
      };
    }),
  },
  'memory-exhausted': {
    description: 'the new host has hardly any memory left',
    red: ['requirements.memory-cpu'],
    says: /memory available/,
    apply: changed((state) => {
      state.host.memory.availableKb = Math.floor(state.host.memory.totalKb / 100);
    }),
  },
  'swap-exhausted': {
    description: 'the new host has hardly any swap left',
    red: ['requirements.memory-cpu'],
    says: /swap used/,
    apply: changed(({ host }) => {
      host.memory.swapTotalKb ||= 1024 ** 2;
      host.memory.swapFreeKb = Math.floor(host.memory.swapTotalKb / 50);
    }),
  },
  'load-high': {
    description: 'the load of the new host is far above its cores',
    red: ['requirements.memory-cpu'],
    says: /load over 5 minutes/,
    apply: changed((state) => {
      state.host.load = [state.host.cpus * 11, state.host.cpus * 10, state.host.cpus * 9];
    }),
  },
  'memory-halved': {
    description: 'the new host has half the memory of the old one',
    red: ['requirements.memory-cpu'],
    says: /percent of the old host/,
    apply: changed(({ host }) => {
      host.memory.totalKb = Math.floor(host.memory.totalKb / 2);
      host.memory.availableKb = Math.floor(host.memory.availableKb / 2);
    }),
  },
  'disk-97-percent': {
    description: 'the storage volume is 97 % full',
    red: ['requirements.disk-space'],
    says: /space used, percent: expected 97/,
    apply: changed((state) => {
      volume(state).usedBytes = Math.floor(volume(state).sizeBytes * 0.97);
    }),
  },
  'out-of-inodes': {
    description: 'the storage volume has no inodes left',
    red: ['requirements.disk-space'],
    says: /inodes used, percent: expected 100/,
    apply: changed((state) => {
      volume(state).inodesUsed = volume(state).inodes;
    }),
  },
  'volume-too-small': {
    description: 'the storage volume is smaller than what the old one holds',
    red: ['requirements.disk-space'],
    says: /against what the old one holds/,
    apply: changed((state) => {
      volume(state).sizeBytes = 20 * 1024 ** 3;
      volume(state).usedBytes = 1024 ** 3;
    }),
  },
  'storage-on-root-disk': {
    description: 'the storage volume is not mounted: data goes to the root disk',
    red: ['requirements.storage-path'],
    also: ['requirements.disk-space'],
    says: /volume of its own/,
    apply: changed((state) => {
      state.host.filesystems = state.host.filesystems.filter(({ mount }) => mount !== storage);
    }),
  },
  'storage-moved-to-root-disk': {
    description: 'storage has another path on the new host, which lies on the root disk',
    red: ['requirements.storage-path'],
    also: ['requirements.disk-space'],
    says: /\/srv\/crashes lies on a volume of its own/,
    apply: changed((state) => {
      moveStorage(state, '/srv/crashes');
      const conf = present(state.host.files['/etc/coronerd/coronerd.conf'], 'coronerd.conf');
      conf.content = conf.content?.replace(`"${storage}"`, '"/srv/crashes"');
    }),
  },
  'storage-linked-to-root-disk': {
    description: 'the storage path, below a volume of its own, is a symbolic link to the root disk',
    red: ['requirements.storage-path'],
    also: ['requirements.disk-space'],
    says: /\/var\/coronerd lies on a volume of its own/,
    apply: changed((state) => {
      volume(state).mount = '/var';
      moveStorage(state, '/srv/crashes');
      state.host.files[storage] = linkTo('/srv/crashes');
    }),
  },
  'storage-missing': {
    description: 'the storage path does not exist',
    red: ['requirements.storage-path'],
    also: ['requirements.disk-space'],
    says: /on the host: expected/,
    apply: changed((state) => {
      removeBelow(state, storage);
      delete state.host.files[storage];
      state.host.filesystems = state.host.filesystems.filter(({ mount }) => mount !== storage);
    }),
  },
  'storage-wrong-owner': {
    description: 'the service user may not write to the storage path',
    red: ['requirements.storage-path'],
    says: /may be written by coronerd/,
    apply: storageOfRoot('755'),
  },
  'storage-foreign-group': {
    description: 'a group that the service user is not in may write to the storage path',
    red: ['requirements.storage-path'],
    says: /may be written by coronerd/,
    apply: storageOfRoot('775'),
  },
  'storage-empty': {
    description: 'the storage path holds no data of the projects',
    red: ['requirements.storage-path'],
    says: /folders of the/,
    apply: changed((state) => removeBelow(state, storage)),
  },
  'storage-project-lost': {
    description: 'the folder of one project with errors is not below the storage path',
    red: ['requirements.storage-path'],
    says: /has errors, but no folder below/,
    apply: changed((state) => {
      const folder = busiestFolder(state);
      removeBelow(state, folder);
      delete state.host.files[present(state.host.files[folder] && folder, folder)];
    }),
  },
};

/** The live project with the most errors, as its folder below the storage path. */
function busiestFolder(state: ServerState): string {
  const projects = rowsOf(state, 'project').filter((row) => row.deleted !== 1);
  const errors = (row: Row) => state.errors[integerOf(row, 'pid')]?.length ?? 0;
  const busiest = projects.sort((one, other) => errors(other) - errors(one))[0];
  const universe = rowsOf(state, 'universe').find((row) => row.id === busiest?.universe);
  return `${storage}/${textOf(universe, 'name')}/${textOf(busiest, 'name')}`;
}

/** Everything at and below the storage path is at another one. */
function moveStorage(state: ServerState, to: string): void {
  const moved = Object.entries(state.host.files).map(([file, node]) => {
    const isOurs = file === storage || file.startsWith(`${storage}/`);
    return [isOurs ? `${to}${file.slice(storage.length)}` : file, node];
  });
  state.host.files = Object.fromEntries(moved);
}

function linkTo(target: string): HostFile {
  return { kind: 'symlink', owner: 'root', group: 'root', mode: '777', target };
}

function removeBelow(state: ServerState, path: string): void {
  const kept = Object.entries(state.host.files).filter(([file]) => !file.startsWith(`${path}/`));
  state.host.files = Object.fromEntries(kept);
}
