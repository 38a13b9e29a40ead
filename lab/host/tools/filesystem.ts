import type { Filesystem, HostState } from '../../state/types.ts';

/** The file system that holds a path: the one with the longest mount point above it. */
export function filesystemOf(host: HostState, path: string): Filesystem | undefined {
  const above = host.filesystems.filter(({ mount }) => {
    return mount === '/' || path === mount || path.startsWith(`${mount}/`);
  });
  return above.sort((a, b) => b.mount.length - a.mount.length)[0];
}
