import type { Page } from '@playwright/test';
import { poll } from '../poll.ts';
import { controlOf } from './form.ts';
import type { ConsoleMap } from './map-file.ts';

/** What the console's button put on the clipboard. */
export type CopiedLink = { text: string } | { noButton: string };

/**
 * Presses Copy Link on the page that is open, and reads the clipboard, which is emptied first. The context needs the
 * permissions `clipboard-read` and `clipboard-write`. The text is empty where nothing was copied in time.
 */
export async function copyLink(page: Page, map: ConsoleMap, within: number): Promise<CopiedLink> {
  const button = await controlOf(page, map, 'link.copy');
  if (!button) return { noButton: `no button or link like ${map.label('link.copy').source}` };
  await page.bringToFront();
  await page.evaluate("navigator.clipboard.writeText('')");
  await button.click({ timeout: within });
  const text = await poll(
    async () => String(await page.evaluate('navigator.clipboard.readText()')).trim() || undefined,
    { within, every: 50 },
  );
  return { text: text ?? '' };
}
