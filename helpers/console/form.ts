import type { Locator, Page } from '@playwright/test';
import type { Label } from './map.ts';
import type { ConsoleMap } from './map-file.ts';
import { firstVisible } from './menu.ts';

/** A text box by its label, name or placeholder; else, by what it is. Undefined where none is visible. */
export async function fieldOf(
  page: Page,
  map: ConsoleMap,
  label: Label,
  otherwise: string,
): Promise<Locator | undefined> {
  const name = map.label(label);
  const found = await firstVisible([
    page.getByRole('textbox', { name }),
    page.getByLabel(name),
    page.getByPlaceholder(name),
    page.locator(otherwise),
  ]);
  return found?.first();
}

/** A button or link by its name; undefined where none is visible. */
export async function controlOf(page: Page, map: ConsoleMap, label: Label): Promise<Locator | undefined> {
  const name = map.label(label);
  const found = await firstVisible([
    page.getByRole('button', { name }),
    page.getByRole('link', { name }),
    page.getByTitle(name),
  ]);
  return found?.first();
}

/** Any text box but a password's. */
export const anyTextBox = 'input:not([type]), input[type=text], input[type=email]';
export const anyPassword = 'input[type=password]';

/** What the page says in alerts, in one line. */
export async function alertText(page: Page): Promise<string> {
  const texts = await page.getByRole('alert').filter({ visible: true }).allInnerTexts();
  return texts.join(' ').trim().replace(/\s+/g, ' ').slice(0, 200);
}
