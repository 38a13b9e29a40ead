import type { LoginDocument } from '../coronerd/documents.ts';
import type { ConsoleMap } from './map-file.ts';
import { type ExpectedEntry, generations, type Menus } from './menus.ts';
import { plainName } from './spelling.ts';

/** What the menus depend on of whoever is logged in. */
export type Role = 'superuser' | 'administrator' | 'other';

/** What a menu has: names of its entries, and of the groups that these stand in. */
interface Offered {
  names: readonly string[];
  groups: readonly string[];
}

interface Comparison {
  /** Entries that the menu must offer, and does not. */
  missing: string[];
  /** Entries that are documented, but need not be there for this role, or on this console. */
  absent: string[];
  /** Entries that nobody expected. */
  extra: string[];
}

/** Compares a menu with what is documented of it. */
export function compareMenu(
  expected: readonly ExpectedEntry[],
  { names, groups }: Offered,
  role: Role,
): Comparison {
  const has = new Set(names.map(plainName));
  const wanted = new Set(expected.map(({ name }) => plainName(name)));
  const offers = ({ name }: ExpectedEntry) => has.has(plainName(name));
  const below = ({ name }: ExpectedEntry) => expected.filter((each) => each.below === name);
  const extra = names.filter((name) => !wanted.has(plainName(name)));
  // The name of a group alone is not enough: nothing may be left below it.
  const isGroup = (entry: ExpectedEntry) =>
    below(entry).some(offers) ||
    (extra.length > 0 && groups.some((group) => plainName(group) === plainName(entry.name)));
  const lacking = expected.filter((entry) => !offers(entry) && !isGroup(entry));
  // Nobody knows what is below a group of which no entry is recognised.
  const isKnownGroup = ({ below: group }: ExpectedEntry) =>
    group === undefined || expected.some((each) => each.below === group && offers(each));
  const judged = lacking.filter(isKnownGroup);
  return {
    missing: judged.filter(({ to }) => isFor(to, role)).map(({ name }) => name),
    absent: judged.filter(({ to }) => !isFor(to, role)).map(({ name }) => name),
    extra,
  };
}

function isFor(to: ExpectedEntry['to'], role: Role): boolean {
  if (to === 'everybody') return true;
  if (to === 'administrators') return role !== 'other';
  return to === 'superusers' && role === 'superuser';
}

/** The role by what the API says of the login; where it says nothing, no more than everybody's. */
export function roleOf({ role, user }: Pick<LoginDocument, 'role' | 'user'>): Role {
  if (user?.superuser) return 'superuser';
  return (role ?? user?.role) === 'admin' ? 'administrator' : 'other';
}

/** Whether a menu is one of the settings at all, of whatever layout: other lists of links share no two entries with it. */
export function isKnownMenu(map: ConsoleMap, of: keyof Menus, offered: readonly string[]): boolean {
  const known = knownNames(map, of);
  return offered.filter((name) => known.has(plainName(name))).length >= 2;
}

/** Every name that an entry of these settings has in some layout, as `plainName` gives it. */
export function knownNames(map: ConsoleMap, of: keyof Menus): Set<string> {
  const entries = generations.flatMap((each) => map.menus(each)?.[of] ?? []);
  return new Set(entries.map(({ name }) => plainName(name)));
}
