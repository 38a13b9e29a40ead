import { z } from 'zod';
import { linesOf, NotUnderstood, type RawAnswer, requireStatus, strangeLine } from './answer.ts';

const kinds = {
  f: 'regular file',
  d: 'directory',
  l: 'symbolic link',
  p: 'fifo',
  s: 'socket',
  b: 'block special file',
  c: 'character special file',
} as const;
const kindNames = [...Object.values(kinds), 'other'] as const;

const storageEntry = z.object({
  kind: z.enum(kindNames),
  owner: z.string(),
  path: z.string(),
});
export const storageEntriesFact = z.object({
  entries: z.array(storageEntry),
  /** There are more: the listing was cut at its limit. */
  truncated: z.boolean(),
});
export type StorageEntry = z.infer<typeof storageEntry>;
export type StorageEntries = z.infer<typeof storageEntriesFact>;

/**
 * Files and directories down to three levels below the storage paths, from `find -printf '%y|%u|%p\n'`.
 * A path that is not there has no entries. Throws NotUnderstood.
 */
export function parseStorageEntries(answer: RawAnswer): StorageEntries {
  // `find` exits 1 when a file vanished while it looked; it has its own status when its output was cut.
  if (!answer.cut) requireStatus(answer, [0, 1]);
  const lines = linesOf(
    answer.cut ? answer.stdout.slice(0, answer.stdout.lastIndexOf('\n') + 1) : answer.stdout,
  );
  const complaint = linesOf(answer.stderr).find((line) => !/No such file or directory$/.test(line));
  if (lines.length === 0 && complaint) throw new NotUnderstood(complaint.slice(0, 300));
  const entries = lines.flatMap(entryIn);
  // A file name may hold a line break, so a strange line is let pass where others are understood.
  if (entries.length === 0 && lines[0]) throw strangeLine(lines[0], '`TYPE|OWNER|PATH`');
  return { entries, truncated: answer.cut };
}

function entryIn(line: string): StorageEntry[] {
  const [, type, owner, path] = /^([a-zA-Z?])\|([^|]*)\|(\/.*)$/.exec(line) ?? [];
  if (type === undefined || owner === undefined || path === undefined) return [];
  return [{ kind: kindOf(type), owner, path: path.replace(/\/{2,}/g, '/') }];
}

function kindOf(letter: string): StorageEntry['kind'] {
  return letter in kinds ? kinds[letter as keyof typeof kinds] : 'other';
}
