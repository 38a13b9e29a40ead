import { generations, type Menus } from './map.ts';
import type { ConsoleMap } from './map-file.ts';
import { plainName } from './spelling.ts';

/** Entries that a menu must offer and does not, and those that nobody expected. */
export function compareMenu(
  expected: Menus[keyof Menus],
  offered: readonly string[],
): { missing: string[]; extra: string[] } {
  const has = new Set(offered.map(plainName));
  const wanted = new Set(expected.map(plainName));
  return {
    missing: expected.filter((name) => !has.has(plainName(name))),
    extra: offered.filter((name) => !wanted.has(plainName(name))),
  };
}

/** Whether a menu is one of the settings at all, of whatever layout: other lists of links share no two entries with it. */
export function isKnownMenu(map: ConsoleMap, of: keyof Menus, offered: readonly string[]): boolean {
  const known = new Set(generations.flatMap((each) => map.menus(each)?.[of] ?? []).map(plainName));
  return offered.filter((name) => known.has(plainName(name))).length >= 2;
}
