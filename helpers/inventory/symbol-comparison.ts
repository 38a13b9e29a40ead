/**
 * Names of things, the same name as often as there is such a thing: those of the time up to the cutoff, and those that
 * came later, as traffic does.
 */
export interface Names {
  upTo: readonly string[];
  later: readonly string[];
}

export interface Compared {
  /** On the old server up to the cutoff; not on the new one, at any time. */
  missing: string[];
  /** On the new server up to the cutoff; not on the old one, at any time. */
  extra: string[];
  /** On the new server after the cutoff, and not on the old one. */
  traffic: string[];
}

/**
 * Compares as multisets. Times may be anew on the new server, where a migration imported things again, and on the old
 * one, where it still takes things: so the cutoff only bounds what is looked for, never where it is looked for.
 */
export function compareNames(old: Names, fresh: Names): Compared {
  const left = new Map<string, number>();
  for (const names of [fresh.upTo, fresh.later]) {
    for (const name of names) left.set(name, (left.get(name) ?? 0) + 1);
  }
  const taken = (name: string): boolean => {
    const count = left.get(name) ?? 0;
    if (count > 0) left.set(name, count - 1);
    return count > 0;
  };
  const missing = old.upTo.filter((name) => !taken(name));
  for (const name of old.later) taken(name);
  // What is there twice, once early and once late, counts as late first: a difference must be one.
  const traffic = fresh.later.filter(taken);
  const extra = fresh.upTo.filter(taken);
  return { missing, extra, traffic };
}
