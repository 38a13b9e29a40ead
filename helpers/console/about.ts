import type { Page } from '@playwright/test';
import type { ConsoleMap } from './map-file.ts';
import { reach } from './menu.ts';

export interface About {
  /** What the dialog or page says. */
  text: string;
  /** Every version number in it; the console's own is among them. */
  versions: string[];
}

/** What About shows, from the menu under ? or that of the person; else, what was found in its place. */
export async function readAbout(
  page: Page,
  map: ConsoleMap,
  within: number,
): Promise<About | { missing: string }> {
  const { entry, seen } = await reach(page, map, ['menu.help', 'menu.avatar'], 'menu.about', within);
  if (!entry) return { missing: `no entry About in the menus; there are: ${seen.join(', ') || 'none'}` };
  await entry.click();
  const versions = page.getByText(/\d+(\.\d+)+/);
  const dialog = page.getByRole('dialog').filter({ visible: true }).filter({ has: versions });
  const place = dialog.or(
    page.getByRole('main').filter({ has: page.getByRole('heading', { name: map.label('menu.about') }) }),
  );
  try {
    await place.first().waitFor({ timeout: within });
  } catch {
    return { missing: `About shows no version within ${within / 1000} s` };
  }
  const text = (await place.first().innerText()).trim().replace(/\s+/g, ' ');
  return { text, versions: text.match(/\d+(?:\.\d+)+/g) ?? [] };
}
