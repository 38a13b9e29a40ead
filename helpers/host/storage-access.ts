import type { FactOf } from './catalogue.ts';

type Folder = FactOf<'storage'>[number];
type Entries = FactOf<'storageEntries'>['entries'];

/**
 * Whether a user with these groups, by number, may write into a folder, by owner, group and mode. Where the groups are
 * not known, and the folder's group has not the user's name, its group may decide.
 */
export function mayWrite(
  folder: Folder,
  user: string,
  groups?: readonly number[],
): 'yes' | 'no' | 'by its group' {
  if (user === 'root') return 'yes';
  const mode = Number.parseInt(folder.mode ?? '0', 8);
  const granted = (bit: number) => ((mode & bit) !== 0 ? 'yes' : 'no');
  if (folder.owner === user) return granted(0o200);
  if (groups && folder.gid !== null) return granted(groups.includes(folder.gid) ? 0o020 : 0o002);
  if ((mode & 0o002) !== 0) return 'yes';
  if ((mode & 0o020) === 0) return 'no';
  return folder.group === user ? 'yes' : 'by its group';
}

/** What lies below a storage path. */
export interface StorageFolders<P> {
  /** The projects that have a folder there. */
  held: P[];
  /** Folders beside those of projects that no project's name or number explains: of renamed projects, perhaps. */
  strangers: string[];
}

/**
 * The folders of projects below a storage path. The layout `<path>/<universe>/<project>` is INFERRED (docs, not
 * contract): where a folder of the universe is there, the project's is looked for in it; else a folder of the
 * project's name or number at most three levels down counts.
 */
export function projectFolders<P extends { universe: string; name: string; pid?: number | null }>(
  path: string,
  entries: Entries,
  projects: readonly P[],
): StorageFolders<P> {
  const below = entries
    .filter((entry) => entry.kind === 'directory' && entry.path.startsWith(`${path}/`))
    .map((entry) => entry.path.slice(path.length + 1).split('/'));
  const names = new Set(below.map((segments) => segments.at(-1)));
  const within = new Set(below.map((segments) => segments.slice(-2).join('/')));
  const explained = new Set<string>();
  const held = projects.filter(({ universe, name, pid }) => {
    const either = [name, String(pid)];
    for (const each of either) explained.add(`${universe}/${each}`);
    return names.has(universe)
      ? either.some((each) => within.has(`${universe}/${each}`))
      : either.some((each) => names.has(each));
  });
  const universes = new Set(projects.map(({ universe }) => universe));
  const strangers = below
    .filter(([universe = '', , deeper]) => universes.has(universe) && deeper === undefined)
    .map((segments) => segments.join('/'))
    .filter((folder) => folder.includes('/') && !explained.has(folder));
  return { held, strangers };
}
