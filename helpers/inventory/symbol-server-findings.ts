import { type DifferenceOptions, difference, show } from './difference.ts';
import type { Entry } from './entry.ts';
import type { Findings } from './finding-lines.ts';
import { otherPrefix } from './symbol-server-settings.ts';
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

/** What differs in the settings of symbol servers. What one server tells of none is noted, not compared. */
export function serverFindings(
  old: readonly Entry[],
  fresh: readonly Entry[],
  hosts: DifferenceOptions['hosts'],
): Findings {
  const isComparable = comparable(old, fresh);
  const [before, after] = [old, fresh].map((side) => symbolServersOf(side).filter(isComparable));
  if (!before || !after) return { findings: [], notes: [] };
  const untold = untoldBy(before, after);
  const told = (entry: Entry): Entry => ({
    ...entry,
    fields: Object.fromEntries(Object.entries(entry.fields).filter(([field]) => !untold.has(field))),
  });
  const differences = difference(before.map(told), after.map(told), { hosts });
  const named = [...untold].filter(([field]) => !field.startsWith(otherPrefix));
  return {
    findings: show(differences),
    notes: named.map(([field, side]) => `${field}: not told by the ${side} server, and not compared`),
  };
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
