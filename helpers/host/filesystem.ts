import { Unanswered } from '../unanswered.ts';
import type { FactOf } from './catalogue.ts';

type Disks = FactOf<'disks'>;

/**
 * The file system that holds a path: the one with the longest mount point above it.
 * @throws Unanswered when `df` listed none
 */
export function filesystemOf(path: string, disks: Disks, host: string): Disks[number] {
  const found = longestMount(path, disks);
  if (found) return found;
  throw new Unanswered(`${host}: df lists no file system that holds ${path}`, {
    asked: 'df -P -T -B1',
    where: host,
    next: `run df ${path} on the host`,
  });
}

/** The inode figures of the file system that holds a path; undefined where `df` told none. */
export function inodesOf(path: string, inodes: FactOf<'inodes'>): FactOf<'inodes'>[number] | undefined {
  return longestMount(path, inodes);
}

/** Bytes used on the file systems that hold the paths, each counted once. */
export function usedOn(paths: readonly string[], disks: Disks, host: string): number {
  return sum(paths, disks, host, ({ usedBytes }) => usedBytes);
}

/** Size in bytes of the file systems that hold the paths, each counted once. */
export function sizeOf(paths: readonly string[], disks: Disks, host: string): number {
  return sum(paths, disks, host, ({ sizeBytes }) => sizeBytes);
}

function sum(
  paths: readonly string[],
  disks: Disks,
  host: string,
  bytes: (disk: Disks[number]) => number,
): number {
  const byMount = new Map(
    paths.map((path) => filesystemOf(path, disks, host)).map((disk) => [disk.mount, disk]),
  );
  return [...byMount.values()].reduce((total, disk) => total + bytes(disk), 0);
}

function longestMount<T extends { mount: string }>(path: string, rows: readonly T[]): T | undefined {
  const above = rows.filter(
    ({ mount }) => path === mount || path.startsWith(mount === '/' ? '/' : `${mount}/`),
  );
  return above.sort((a, b) => b.mount.length - a.mount.length)[0];
}
