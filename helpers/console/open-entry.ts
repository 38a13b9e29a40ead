import type { Page } from '@playwright/test';
import { openAlone } from './open-alone.ts';
import type { Opening } from './open-page.ts';
import { type MenuPlace, pressEntry } from './press-entry.ts';
import type { MenuEntry } from './settings-menu.ts';

/**
 * Opens an entry of the settings, by its address or, where it is no link, from the page with the menu; gives what is
 * wrong with its page. Throws as `openAlone` and `pressEntry` do.
 */
export function openEntry(
  page: Page,
  { name, path }: MenuEntry,
  place: MenuPlace,
  opening: Opening,
): Promise<string[]> {
  return path === undefined ? pressEntry(page, name, place, opening) : openAlone(page, path, opening);
}
