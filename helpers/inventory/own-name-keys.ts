import type { Entry } from './entry.ts';
import { withoutHostNames } from './host-names.ts';

/** Entries by type and key. */
export type Groups = Map<string, Entry[]>;

/**
 * The new server's groups, where what is left over on both sides and differs only in that each key names its own server
 * is put under the old server's key; each entry of the old server takes one of the new one's.
 */
export function underOldKeys(
  old: Groups,
  fresh: Groups,
  hosts: { old: readonly string[]; new: readonly string[] },
): Groups {
  const [fromOld, fromNew] = [withoutHostNames(hosts.old), withoutHostNames(hosts.new)];
  const waiting = new Map<string, string[]>();
  for (const [name, entries] of inOrder(old)) {
    const rewritten = fresh.has(name) ? name : fromOld(name);
    if (rewritten === name) continue;
    const names = waiting.get(rewritten) ?? [];
    waiting.set(rewritten, names);
    names.push(...entries.filter(isAnswered).map(() => name));
  }
  if (waiting.size === 0) return fresh;
  const placed: Groups = new Map();
  for (const [name, entries] of inOrder(fresh)) {
    const names = old.has(name) ? undefined : waiting.get(fromNew(name));
    for (const entry of entries) {
      const place = (isAnswered(entry) ? names?.shift() : undefined) ?? name;
      const group = placed.get(place);
      if (group) group.push(entry);
      else placed.set(place, [entry]);
    }
  }
  return placed;
}

function inOrder(groups: Groups): [name: string, entries: Entry[]][] {
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}

function isAnswered({ unanswered }: Entry): boolean {
  return unanswered === undefined;
}
