import { Unanswered } from '../unanswered.ts';
import type { FactOf } from './catalogue.ts';

type Disk = FactOf<'disks'>[number];

/** What a host told of its file systems. */
export interface Filesystems {
  host: string;
  /** Those of paths that were asked for by name, which alone follows links; empty in baselines of earlier versions. */
  volumes: FactOf<'volumes'>;
  /** All that are mounted. */
  disks: FactOf<'disks'>;
}

/**
 * The file system that holds a path, as `df PATH` tells; else the one with the longest mount point above it.
 * @throws Unanswered when `df` listed none
 */
export function filesystemOf(path: string, { host, volumes, disks }: Filesystems): Disk {
  const found = volumes.find((volume) => volume.path === path) ?? longestMount(path, disks);
  if (found) return found;
  throw new Unanswered(`${host}: df lists no file system that holds ${path}`, {
    asked: 'df -P -T -B1',
    where: host,
    next: `run df ${path} on the host`,
  });
}

/** The share of inodes used on the file system that holds a path, in percent; undefined where `df` told none. */
export function inodesUsedOf(
  path: string,
  { volumes }: Pick<Filesystems, 'volumes'>,
  inodes: FactOf<'inodes'>,
): number | undefined {
  const found = volumes.find((volume) => volume.path === path);
  return (found ? found.inodesUsedPercent : longestMount(path, inodes)?.usedPercent) ?? undefined;
}

/** Bytes used on the file systems that hold the paths, each counted once. */
export function usedOn(paths: readonly string[], on: Filesystems): number {
  return sum(paths, on, ({ usedBytes }) => usedBytes);
}

/** Size in bytes of the file systems that hold the paths, each counted once. */
export function sizeOf(paths: readonly string[], on: Filesystems): number {
  return sum(paths, on, ({ sizeBytes }) => sizeBytes);
}

/** Whether each path lies on a file system other than that of `/`. */
export function onVolumesOfTheirOwn(paths: readonly string[], on: Filesystems): boolean {
  return paths.every((path) => filesystemOf(path, on).mount !== '/');
}

function sum(paths: readonly string[], on: Filesystems, bytes: (disk: Disk) => number): number {
  const byMount = new Map(paths.map((path) => filesystemOf(path, on)).map((disk) => [disk.mount, disk]));
  return [...byMount.values()].reduce((total, disk) => total + bytes(disk), 0);
}

function longestMount<T extends { mount: string }>(path: string, rows: readonly T[]): T | undefined {
  const above = rows.filter(
    ({ mount }) => path === mount || path.startsWith(mount === '/' ? '/' : `${mount}/`),
  );
  return above.sort((a, b) => b.mount.length - a.mount.length)[0];
}
