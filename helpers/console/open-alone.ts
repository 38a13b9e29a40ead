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
    if (!(await opensElsewhere(page, opening))) throw error;
    opening.watch.take();
    return [`${error.why}, though other pages can be opened`];
  }
}

/** In a tab of its own: the browser's page about the failure may still come in this one. */
async function opensElsewhere(page: Page, { map, within }: Opening): Promise<boolean> {
  const tab = await page.context().newPage();
  try {
    await tab.goto(map.route('login'), { waitUntil: 'domcontentloaded', timeout: within });
    return true;
  } catch {
    return false;
  } finally {
    await tab.close();
  }
}
