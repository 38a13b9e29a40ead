import type { FactOf } from './catalogue.ts';

/** The file system that holds a path: the one with the longest mount point above it. */
export function filesystemOf(path: string, disks: FactOf<'disks'>): FactOf<'disks'>[number] | undefined {
  return longestMount(path, disks);
}

/** The inode figures of the file system that holds a path. */
export function inodesOf(path: string, inodes: FactOf<'inodes'>): FactOf<'inodes'>[number] | undefined {
  return longestMount(path, inodes);
}

function longestMount<T extends { mount: string }>(path: string, rows: readonly T[]): T | undefined {
  const above = rows.filter(
    ({ mount }) => path === mount || path.startsWith(mount === '/' ? '/' : `${mount}/`),
  );
  return above.sort((a, b) => b.mount.length - a.mount.length)[0];
}
