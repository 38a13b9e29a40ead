import type { Page } from '@playwright/test';
import { redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { versionsIn } from '../version-order.ts';
import type { ConsoleMap } from './map-file.ts';
import { reach } from './menu.ts';

export interface About {
  /** What the dialog or page says. */
  text: string;
  /** Every version number in it; the console's own is among them. */
  versions: string[];
}

/**
 * The versions that can be coronerd's: those with the major number of the one that runs, since the console has a number
 * of its own. Throws `Unanswered` where the API names none, or About shows none such.
 */
export function comparable({ versions, text }: About, running: string | undefined): string[] {
  const question = {
    asked: 'Help > About',
    where: 'the console',
    next: 'compare by hand with `coronerd -v`',
  };
  if (running === undefined)
    throw new Unanswered('the API names no version that About could be compared with', question);
  const major = running.split('.')[0];
  const alike = versions.filter((version) => version.split('.')[0] === major);
  if (alike.length > 0) return alike;
  throw new Unanswered(
    `About shows no version like ${running}, which runs; it says "${redact(text).slice(0, 200)}"`,
    question,
  );
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
  const versions = page.getByText(/\d\.\d/);
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
  return { text, versions: versionsIn(text) };
}
