import type { Page } from '@playwright/test';
import { type Opening, openPage, Unreachable } from './open-page.ts';

/**
 * Opens a page as `openPage` does, again where the connection fails. Where it fails again though the console's first
 * page can be opened then, that is wrong with the page. Throws `Unreachable` where that cannot be opened either.
 */
export async function openAlone(page: Page, path: string, opening: Opening): Promise<string[]> {
  const open = () => openPage(page, (options) => page.goto(path, options), opening);
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
  }
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    await page
      .goto(opening.map.route('login'), { waitUntil: 'domcontentloaded', timeout: opening.within })
      .catch(() => {
        throw error;
      });
    opening.watch.take();
    return [`${error.why}, though other pages can be opened`];
  }
}
