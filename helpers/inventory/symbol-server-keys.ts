import type { SymbolServer } from '../coronerd/symbold/symbol-server.ts';
import { canonical, keyOf } from './entry.ts';
import { settingsOf } from './symbol-server-settings.ts';

/**
 * The key of each symbol server of a scope: its name; of several of one name, with the URL; of several of those, with
 * a number by the order of their settings. So a key depends neither on ids nor on the order of the list.
 */
export function keysOf(place: readonly string[], rows: readonly SymbolServer[]): string[] {
  const usual = rows.map(({ name, url }) => keyOf([...place, name ?? url ?? '']));
  const withUrl = usual.map((key, index) => (isOnlyOne(usual, key) ? key : `${key} ${rows[index]?.url}`));
  const settings = rows.map((row) => canonical(settingsOf(row)));
  return withUrl.map((key, index) => {
    if (isOnlyOne(withUrl, key)) return key;
    const same = settings.filter((_, other) => withUrl[other] === key).sort();
    const earlier = settings.slice(0, index).filter((text, other) => {
      return withUrl[other] === key && text === settings[index];
    });
    return `${key} #${same.indexOf(settings[index] ?? '') + earlier.length + 1}`;
  });
}

function isOnlyOne(keys: readonly string[], key: string): boolean {
  return keys.indexOf(key) === keys.lastIndexOf(key);
}
