import { excerpt } from '../redact.ts';
import { canonical, type Entry, type Plain } from './entry.ts';
import { firstDifference } from './first-difference.ts';
import { sameButForNames } from './host-names.ts';
import { type Groups, underOldKeys } from './own-name-keys.ts';

export interface Difference {
  kind: 'missing on new' | 'extra on new' | 'different';
  type: string;
  key: string;
  /** Path of the field that differs, for example `rules[0].time`. */
  field?: string;
  /**
   * The values that differ, short; absent where a side has none. Secrets are digests. What is missing or extra and
   * named by a digest only has the rest of its fields here.
   */
  old?: string;
  new?: string;
}

export interface DifferenceOptions {
  /** Only these types. */
  only?: readonly string[];
  /** All types but these. */
  except?: readonly string[];
  /** Names of the servers themselves: a value or key that differs only in them is equal. */
  hosts?: { old: readonly string[]; new: readonly string[] };
  /** Fields that the old schema has, by type: others are not compared. */
  known?: Record<string, readonly string[]>;
  /** Stops after so many; 10,000 by default. */
  limit?: number;
}

type Same = (old: Plain, fresh: Plain) => boolean;

/**
 * What differs between the entries of two servers, ordered by type, key and field. Entries with the same type and key
 * are compared as a multiset. Entries that are `unanswered` on either side are not compared: ask `unansweredIn`.
 */
export function difference(
  old: Iterable<Entry>,
  fresh: Iterable<Entry>,
  options: DifferenceOptions = {},
): Difference[] {
  const { hosts, known, limit = 10_000 } = options;
  const same: Same = hosts ? sameButForNames(hosts.old, hosts.new) : () => false;
  const left = grouped(old, options);
  const given = grouped(fresh, options);
  const right = hosts ? underOldKeys(left, given, hosts) : given;
  const unanswered = unansweredGroups([...left.values(), ...right.values()]);
  const names = [...new Set([...left.keys(), ...right.keys()])].sort();
  const found: Difference[] = [];
  for (const name of names) {
    const before = left.get(name) ?? [];
    const after = right.get(name) ?? [];
    const entry = before[0] ?? after[0];
    if (!entry || unanswered.has(entry.type) || unanswered.has(name)) continue;
    if (known && !Object.hasOwn(known, entry.type)) continue;
    for (const each of compareGroup(before, after, known?.[entry.type], same)) {
      found.push(each);
      if (found.length >= limit) return found;
    }
  }
  return found;
}

/** One line a difference, at most `limit`, then how many more there are at least. */
export function show(differences: readonly Difference[], limit = 20): string[] {
  const lines = differences.slice(0, limit).map((each) => {
    const known = each.old ?? each.new;
    const only = known === undefined ? '' : `: ${known}`;
    const values =
      each.kind === 'different' ? `: old ${each.old ?? 'nothing'}, new ${each.new ?? 'nothing'}` : only;
    // The type stands behind: "api_token acme" has the shape of a secret, and would be blanked out.
    return `${each.kind}: ${each.key} (${each.type})${each.field ? `, ${each.field}` : ''}${values}`;
  });
  const more = differences.length - lines.length;
  return more > 0 ? [...lines, `at least ${more} more`] : lines;
}

const separator = '\u0000';

function grouped(entries: Iterable<Entry>, { only, except }: DifferenceOptions): Groups {
  const [wanted, unwanted] = [only && new Set(only), new Set(except)];
  const groups: Groups = new Map();
  for (const entry of entries) {
    if (unwanted.has(entry.type) || (wanted && !wanted.has(entry.type))) continue;
    const name = `${entry.type}${separator}${entry.key}`;
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return groups;
}

/** Names of groups, and types, of which one side could not be found out. */
function unansweredGroups(groups: Iterable<Entry[]>): Set<string> {
  const names = new Set<string>();
  for (const group of groups) {
    for (const { type, key, unanswered } of group) {
      if (unanswered !== undefined) names.add(key === '(all)' ? type : `${type}${separator}${key}`);
    }
  }
  return names;
}

function compareGroup(
  old: Entry[],
  fresh: Entry[],
  known: readonly string[] | undefined,
  same: Same,
): Difference[] {
  const fieldsOf = ({ fields }: Entry): Record<string, Plain> =>
    known ? Object.fromEntries(Object.entries(fields).filter(([field]) => known.includes(field))) : fields;
  const [before, after] = unpaired(old.map(fieldsOf), fresh.map(fieldsOf), same);
  const { type, key } = (old[0] ?? fresh[0]) as Entry;
  // A digest names nothing that a reader could look for, so what else is known of it is told.
  const anonymous = key.startsWith('sha256:');
  const found: Difference[] = [];
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const [one, other] = [before[index], after[index]];
    if (!other) found.push({ kind: 'missing on new', type, key, ...(anonymous && { old: rest(one) }) });
    else if (!one) found.push({ kind: 'extra on new', type, key, ...(anonymous && { new: rest(other) }) });
    else found.push(...changes(type, key, one, other, same));
  }
  return found;
}

type Fields = Record<string, Plain>;

/** What is left on each side after equal ones were taken away in pairs, in the order of their content. */
function unpaired(old: Fields[], fresh: Fields[], same: Same): [Fields[], Fields[]] {
  if (old.length === 1 && fresh.length === 1) return [old, fresh];
  const waiting = new Map<string, Fields[]>();
  for (const each of fresh) {
    const content = canonical(each);
    const alike = waiting.get(content);
    if (alike) alike.push(each);
    else waiting.set(content, [each]);
  }
  const before = old
    .map((each) => [canonical(each), each] as const)
    .filter(([content]) => waiting.get(content)?.pop() === undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, each]) => each);
  const after = [...waiting].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, each]) => each);
  // Only what is left is looked at pair by pair, and only a few of each, so that the cost stays bounded.
  if (before.length * after.length > 10_000) return [before, after];
  const left = before.filter((each) => {
    const index = after.findIndex((other) => firstDifference(each, other, same) === undefined);
    if (index >= 0) after.splice(index, 1);
    return index < 0;
  });
  return [left, after];
}

function changes(type: string, key: string, old: Fields, fresh: Fields, same: Same): Difference[] {
  const fields = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort();
  return fields.flatMap((field): Difference[] => {
    const found = firstDifference(old[field], fresh[field], same, field);
    if (!found) return [];
    return [
      { kind: 'different', type, key, field: found.path, old: short(found.old), new: short(found.new) },
    ];
  });
}

function rest(fields: Fields | undefined): string | undefined {
  const { id: _, ...others } = fields ?? {};
  return short(others);
}

function short(value: Plain | undefined): string | undefined {
  return value === undefined ? undefined : excerpt(canonical(value), 120);
}
