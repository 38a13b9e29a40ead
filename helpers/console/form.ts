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

/** What each alert of the page says, in one line; none where it cannot be read now. */
export async function alertsOf(page: Page): Promise<string[]> {
  const texts = await page
    .getByRole('alert')
    .filter({ visible: true })
    .allInnerTexts()
    .catch((): string[] => []);
  return texts.map((text) => text.trim().replace(/\s+/g, ' ')).filter(Boolean);
}

/** What the page says in alerts, in one line; '' for nothing. */
export async function alertText(page: Page): Promise<string> {
  return (await alertsOf(page)).join(' ').slice(0, 200);
}

/**
 * What the page says in alerts where one of them, that was not among those before, has the words of a refusal; else
 * undefined, since alerts also greet, and tell what goes on.
 */
export async function refusalOn(
  page: Page,
  map: ConsoleMap,
  before: readonly string[] = [],
): Promise<string | undefined> {
  const words = (['error.words', 'login.refused'] as const).map((label) => map.label(label));
  const isRefusal = (text: string) => !before.includes(text) && words.some((each) => each.test(text));
  const alerts = await alertsOf(page);
  return alerts.some(isRefusal) ? alerts.join(' ').slice(0, 200) : undefined;
}
