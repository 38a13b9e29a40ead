import { z } from 'zod';
import { withoutTrailing } from '../../trailing.ts';
import { linesOf, NotUnderstood, outputOf, type RawAnswer, strangeLine } from './answer.ts';

const storagePath = z.object({
  path: z.string(),
  /** As `stat` says it: directory, regular file, symbolic link, …; or missing. */
  kind: z.string(),
  owner: z.string(),
  group: z.string(),
  /** Octal, for example 755. */
  mode: z.string(),
  /** Number of the group; null where nothing is there. */
  gid: z.number().nullable(),
});
export const storageFact = z.array(storagePath);
export type StoragePath = z.infer<typeof storagePath>;

/** What stands at each storage path, from `stat -c '%n|%F|%U|%G|%a|%g'`. Throws NotUnderstood. */
export function parseStorage(answer: RawAnswer): StoragePath[] {
  const there = linesOf(outputOf(answer, [0, 1])).map((line) => {
    const found = /^(\/.*)\|([a-z /]+)\|([^|]+)\|([^|]+)\|([0-7]+)\|(\d+)$/.exec(line);
    if (!found) throw strangeLine(line, '`PATH|KIND|OWNER|GROUP|MODE|GID`');
    const [, path = '', kind = '', owner = '', group = '', mode = '', gid] = found;
    return { path: withoutTrailingSlash(path), kind, owner, group, mode, gid: Number(gid) };
  });
  return [...there, ...linesOf(answer.stderr).map(missingPath)];
}

function missingPath(complaint: string): StoragePath {
  const begin = /cannot (?:stat|statx) '?(?=\/)/.exec(complaint);
  const end = /'?: (?:No such file or directory|Not a directory)$/.exec(complaint);
  if (!begin || !end) throw new NotUnderstood(complaint.slice(0, 300));
  const path = complaint.slice(begin.index + begin[0].length, end.index);
  return { path: withoutTrailingSlash(path), kind: 'missing', owner: '', group: '', mode: '', gid: null };
}

function withoutTrailingSlash(path: string): string {
  return withoutTrailing(path, '/', path.length > 1 ? 0 : 1);
}
