import type { Locator, Page } from '@playwright/test';
import { controlsOf, elementsOf } from './controls.ts';
import type { ConsoleMap } from './map-file.ts';
import type { Menus } from './menus.ts';
import { crashed, type Opening, openPage, Unreachable } from './open-page.ts';
import { pressAndWait, unpressed } from './press-and-wait.ts';
import { pressable } from './settings-menu.ts';
import { findSideMenu, unfold } from './side-menu.ts';
import { plainName } from './spelling.ts';

/** The page whose menu has the entries. */
export interface MenuPlace {
  of: keyof Menus;
  path: string;
}

/**
 * Opens what an entry leads to that is no link: goes to the page with the menu, presses the entry, and judges what comes
 * as `openPage` does. Throws `Unreachable` where the page with the menu cannot be opened, `Unanswered` where the entry
 * cannot be pressed, or nothing comes of it.
 */
export async function pressEntry(
  page: Page,
  name: string,
  place: MenuPlace,
  opening: Opening,
): Promise<string[]> {
  const press = async () => {
    const entry = await entryOf(page, name, place, opening);
    return openPage(page, () => pressAndWait(page, entry, name, opening), opening).catch((error: unknown) => {
      if (error instanceof Unreachable) return error;
      throw error;
    });
  };
  const first = await press();
  if (!(first instanceof Unreachable)) return first;
  const second = await press();
  if (!(second instanceof Unreachable)) return second;
  opening.watch.take();
  return [`${second.why}, though other pages can be opened`];
}

async function entryOf(page: Page, name: string, place: MenuPlace, opening: Opening): Promise<Locator> {
  const { map, within } = opening;
  const wrong = await openPage(page, (options) => page.goto(place.path, options), opening);
  const menu = wrong.includes(crashed) ? undefined : await findSideMenu(page, map, place.of, within);
  if (menu) await unfold(menu);
  const found = menu && (await controlsOf(menu)).find((each) => isSought(each, name, map, place.of));
  if (found) return elementsOf(menu).nth(found.index);
  throw unpressed(name, `the page ${place.path} does not offer it any more`, wrong);
}

function isSought(control: { name: string; href?: string }, name: string, map: ConsoleMap, of: keyof Menus) {
  return (
    control.href === undefined && plainName(control.name) === plainName(name) && pressable(map, of)(name)
  );
}
