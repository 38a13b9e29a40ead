import type { Filesystem, HostState, Listener } from '../state/types.ts';
import { backtraceFiles } from './debian/files.ts';
import { quietJournal } from './debian/journal.ts';
import { sideServices } from './debian/side-services.ts';
import { backtraceUnits } from './debian/units.ts';

export interface DebianOptions {
  hostname: string;
  /** What `coronerd -v` prints. */
  version: string;
  /** Every project whose data the machine stores. */
  universeProjects: [universe: string, project: string][];
  /** Listeners whose ports coronerd.conf and coroner.cf name. */
  listeners: Pick<Listener, 'id' | 'type' | 'protocol'>[];
  addresses?: string[];
  bootedSecondsAgo?: number;
  /** When the services were started; at most `bootedSecondsAgo`. */
  startedSecondsAgo?: number;
}

const GiB = 1024 ** 3;

/** A healthy Debian 12 machine with a Backtrace server: what the checklist wants of a host is all there. */
export function debianHost(options: DebianOptions): HostState {
  const { hostname, version, universeProjects } = options;
  const bootedSecondsAgo = options.bootedSecondsAgo ?? 12 * 86_400;
  const startedSecondsAgo = options.startedSecondsAgo ?? bootedSecondsAgo - 40;
  const side = sideServices(hostname, startedSecondsAgo - 6);
  const units = { ...backtraceUnits(startedSecondsAgo), ...side.units };
  return {
    hostname,
    addresses: options.addresses ?? ['10.20.0.8'],
    clockOffset: 0,
    bootedSecondsAgo,
    cpus: 8,
    memory: {
      totalKb: 32_874_120,
      availableKb: 20_118_544,
      swapTotalKb: 4_194_300,
      swapFreeKb: 4_190_208,
    },
    load: [0.74, 0.66, 0.58],
    maxMapCount: 16_000_000,
    coronerdVersion: version,
    filesystems: filesystems(),
    files: {
      ...backtraceFiles({ hostname, universeProjects, listeners: options.listeners }),
      ...side.files,
    },
    units,
    sockets: side.sockets,
    journal: quietJournal(units, universeProjects, bootedSecondsAgo),
    privilege: 'root',
    missingTools: [],
  };
}

function filesystems(): Filesystem[] {
  const small = (device: string, mount: string, type: string, size: number, used: number): Filesystem => {
    return { device, mount, type, sizeBytes: size, usedBytes: used, inodes: 4_108_000, inodesUsed: 700 };
  };
  return [
    small('udev', '/dev', 'devtmpfs', 15.6 * GiB, 0),
    small('tmpfs', '/run', 'tmpfs', 3.125 * GiB, 1_216_512),
    disk('/dev/sda1', '/', 'ext4', 40, 0.35, 2_621_440, 143_220),
    small('tmpfs', '/dev/shm', 'tmpfs', 15.625 * GiB, 0),
    small('tmpfs', '/run/lock', 'tmpfs', 5 * 1024 ** 2, 0),
    disk('/dev/sdb1', '/var/coronerd', 'xfs', 500, 0.41, 262_144_000, 1_904_112),
  ].map((one) => ({ ...one, sizeBytes: Math.floor(one.sizeBytes), usedBytes: Math.floor(one.usedBytes) }));
}

function disk(
  device: string,
  mount: string,
  type: string,
  gib: number,
  share: number,
  inodes: number,
  inodesUsed: number,
): Filesystem {
  return { device, mount, type, sizeBytes: gib * GiB, usedBytes: gib * GiB * share, inodes, inodesUsed };
}
