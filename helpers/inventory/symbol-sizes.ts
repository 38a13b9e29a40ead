import type { Compared } from './symbol-comparison.ts';

/** The same symbol with another size on the new server, in bytes as text; `late` where it came there after the cutoff. */
export interface ChangedSize {
  name: string;
  old: string;
  new: string;
  late: boolean;
}

/** Takes what is the same but for its size out of what is missing and what is extra or traffic. */
export function changedSizes({ missing, extra, traffic }: Compared): Compared & { changed: ChangedSize[] } {
  if (missing.length === 0 || extra.length + traffic.length === 0) {
    return { missing, extra, traffic, changed: [] };
  }
  const wanted = new Set(missing.map(identityOf));
  const others = new Map<string, { name: string; late: boolean }[]>();
  for (const [names, late] of [
    [extra, false],
    [traffic, true],
  ] as const) {
    for (const name of names) {
      const identity = identityOf(name);
      if (!wanted.has(identity)) continue;
      const same = others.get(identity);
      if (same) same.push({ name, late });
      else others.set(identity, [{ name, late }]);
    }
  }
  const changed: ChangedSize[] = [];
  const left = missing.filter((name) => {
    const other = others.get(identityOf(name))?.shift();
    if (!other) return true;
    changed.push({ name: identityOf(name), old: sizeOf(name), new: sizeOf(other.name), late: other.late });
    return false;
  });
  const unpaired = [...others.values()].flat();
  const rest = (names: string[], late: boolean): string[] => [
    ...names.filter((name) => !wanted.has(identityOf(name))),
    ...unpaired.filter((each) => each.late === late).map(({ name }) => name),
  ];
  return { missing: left, extra: rest(extra, false), traffic: rest(traffic, true), changed };
}

/** Debug file and id of an uploaded symbol. */
export function identityOf(name: string): string {
  return name.slice(0, name.lastIndexOf('\t'));
}

function sizeOf(name: string): string {
  return name.slice(name.lastIndexOf('\t') + 1) || 'not told';
}
