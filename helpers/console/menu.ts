import type { Locator, Page } from '@playwright/test';
import { poll } from '../poll.ts';
import { Unanswered } from '../unanswered.ts';
import type { Label } from './map.ts';
import type { ConsoleMap } from './map-file.ts';
import { shownUrl } from './shown-url.ts';

/** Longest wait, in ms, for what comes after something that is there already. */
const latest = 1_000;

/** The first of these places that has something visible; the last one where none has. */
export async function firstVisible(places: readonly Locator[]): Promise<Locator | undefined> {
  for (const place of places) {
    const visible = place.filter({ visible: true });
    if ((await visible.count()) > 0) return visible;
  }
  return undefined;
}

/** The button that opens one of the top bar's menus; undefined where the page has none. */
export async function menuButton(page: Page, map: ConsoleMap, label: Label): Promise<Locator | undefined> {
  const name = map.label(label);
  const found = await firstVisible([
    page.getByRole('banner').getByRole('button', { name }),
    page.getByRole('button', { name }),
    page.getByTitle(name),
  ]);
  return found?.last();
}

/** An entry of the menu that is open. */
export async function menuEntry(page: Page, name: RegExp): Promise<Locator | undefined> {
  const menu = page.getByRole('menu').filter({ visible: true });
  const found = await firstVisible([
    page.getByRole('menuitem', { name }),
    menu.getByRole('link', { name }),
    menu.getByRole('button', { name }),
    menu.getByText(name),
  ]);
  return found?.first();
}

/** Names of the entries of the menus that are open. */
export async function openEntries(page: Page): Promise<string[]> {
  const texts = await page.getByRole('menuitem').filter({ visible: true }).allInnerTexts();
  return texts.map((text) => text.trim());
}

/**
 * Waits until the top bar, which may be drawn after the page, has these buttons; where some do not come, until a second
 * after the first one.
 */
export async function appeared(
  page: Page,
  map: ConsoleMap,
  buttons: readonly Label[],
  within: number,
): Promise<void> {
  let first = Number.POSITIVE_INFINITY;
  const look = async () => {
    const found = await Promise.all(buttons.map((label) => menuButton(page, map, label)));
    if (found.every(Boolean)) return true;
    if (found.some(Boolean)) first = Math.min(first, performance.now());
    return performance.now() - first > latest || undefined;
  };
  await poll(look, { within, every: 50 });
}

/**
 * Opens the first of these menus that has an entry of that name, and gives the entry. Undefined where none has; then
 * `seen` tells what was there instead. Throws `Unanswered` where no menu is recognised at all.
 */
export async function reach(
  page: Page,
  map: ConsoleMap,
  buttons: readonly Label[],
  entry: Label,
  within: number,
): Promise<{ entry?: Locator; seen: string[] }> {
  const seen: string[] = [];
  let menus = 0;
  await appeared(page, map, buttons, within);
  for (const label of buttons) {
    const button = await menuButton(page, map, label);
    if (!button) {
      seen.push(`no button like ${map.label(label).source}`);
      continue;
    }
    await button.click();
    const found = await poll(() => menuEntry(page, map.label(entry)), { within: latest, every: 50 });
    if (found) return { entry: found, seen };
    const entries = await openEntries(page);
    if (entries.length > 0) menus += 1;
    seen.push(
      ...(entries.length > 0 ? entries : [`no menu behind the button like ${map.label(label).source}`]),
    );
    await page.keyboard.press('Escape');
  }
  if (menus > 0) return { seen };
  throw new Unanswered(`no menu of the top bar was recognised: ${seen.join('; ')}`, {
    asked: 'the menus of the top bar',
    where: shownUrl(page.url()),
    next: 'open them by hand; correct the names of their buttons (menu.…) by CONSOLE_MAP',
  });
}
