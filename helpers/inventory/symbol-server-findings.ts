import { type DifferenceOptions, difference, show } from './difference.ts';
import type { Entry } from './entry.ts';
import type { Findings } from './finding-lines.ts';
import { coreSettings, numberPrefix, otherPrefix } from './symbol-server-settings.ts';
import { symboldType, symbolServerType } from './symbol-servers.ts';

/** Whether symbold is installed, and how that is known; undefined where it could not be found out. */
export function symboldOf(entries: readonly Entry[]): { installed: boolean; proof: string } | undefined {
  const entry = entries.find(({ type, unanswered }) => type === symboldType && unanswered === undefined);
  return entry && { installed: entry.fields.installed === true, proof: String(entry.fields.proof ?? '') };
}

/** The symbol servers among the entries that were found out. */
export function symbolServersOf(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ type, unanswered }) => type === symbolServerType && unanswered === undefined);
}

/** Of scopes, or of everything (`(all)`), that either side could not tell of, nothing is compared. */
export function comparable(old: readonly Entry[], fresh: readonly Entry[]): (entry: Entry) => boolean {
  const unknown = [...old, ...fresh].filter(({ unanswered }) => unanswered !== undefined);
  const all = unknown.some(({ key }) => key === '(all)');
  const keys = new Set(unknown.map(({ key }) => key));
  return ({ key, fields }) => !all && !keys.has(key) && !keys.has(String(fields.scope));
}

/**
 * What differs in the settings of symbol servers. What one server tells of none is noted, not compared; where that is
 * a core setting (URL, enabled, retry limit) it is an entry of `unanswered`. Numbers that nobody knows are notes.
 */
export function serverFindings(
  old: readonly Entry[],
  fresh: readonly Entry[],
  hosts: DifferenceOptions['hosts'],
): Findings & { unanswered: Entry[] } {
  const isComparable = comparable(old, fresh);
  const [before, after] = [old, fresh].map((side) => symbolServersOf(side).filter(isComparable));
  if (!before || !after) return { findings: [], notes: [], unanswered: [] };
  const untold = [...untoldBy(before, after)].filter(([field]) => !field.startsWith(numberPrefix));
  const hidden = new Set(untold.map(([field]) => field));
  const told = (entry: Entry): Entry => ({
    ...entry,
    fields: Object.fromEntries(
      Object.entries(entry.fields).filter(([field]) => !hidden.has(field) && !field.startsWith(numberPrefix)),
    ),
  });
  const named = untold.filter(([field]) => !field.startsWith(otherPrefix) && !coreSettings.includes(field));
  return {
    findings: show(difference(before.map(told), after.map(told), { hosts })),
    notes: [
      ...named.map(([field, side]) => `${field}: not told by the ${side} server, and not compared`),
      ...otherNumbers(before, after),
    ],
    unanswered: untold
      .filter(([field]) => coreSettings.includes(field))
      .map(([field, side]) => ({
        type: symbolServerType,
        key: `(all), ${field}`,
        fields: {},
        unanswered: `no row of the ${side} server tells it; compare it in the console`,
      })),
  };
}

/** Numbers under names that nobody knows and that are not the same on both servers, one sentence each. */
function otherNumbers(before: readonly Entry[], after: readonly Entry[]): string[] {
  const others = new Map(after.map((entry) => [entry.key, entry.fields]));
  return before.flatMap(({ key, fields }) => {
    const other = others.get(key);
    if (!other) return [];
    const names = new Set([...Object.keys(fields), ...Object.keys(other)]);
    return [...names]
      .filter((name) => name.startsWith(numberPrefix) && fields[name] !== other[name])
      .map((name) => {
        const said = `old ${fields[name] ?? 'not told'}, new ${other[name] ?? 'not told'}`;
        return `${key}: ${name.slice(numberPrefix.length)}: ${said}; not known whether it is a setting`;
      });
  });
}

/** Fields that are null, or not there, in every row of a side that has rows. */
function untoldBy(old: Entry[], fresh: Entry[]): Map<string, 'old' | 'new'> {
  const untold = new Map<string, 'old' | 'new'>();
  if (old.length === 0 || fresh.length === 0) return untold;
  const fields = new Set([...old, ...fresh].flatMap((entry) => Object.keys(entry.fields)));
  for (const field of fields) {
    // No proxy is a setting, too.
    if (field === 'proxy') continue;
    for (const [side, entries] of [['old', old] as const, ['new', fresh] as const]) {
      if (entries.every((entry) => (entry.fields[field] ?? null) === null)) untold.set(field, side);
    }
  }
  return untold;
}
