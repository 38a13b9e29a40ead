import type { Frame, Locator, Page, Request } from '@playwright/test';
import { poll } from '../poll.ts';
import { Unanswered } from '../unanswered.ts';
import { inTime } from './in-time.ts';
import type { ConsoleMap } from './map-file.ts';
import { isCrash, type Opening } from './open-page.ts';
import { plainName } from './spelling.ts';

/** Longest wait, in ms, for something to come of it that an entry was pressed. */
const patience = 2_000;

/**
 * Presses an entry of a menu, and waits until another page is shown. Throws `Unanswered` where it cannot be pressed, or
 * nothing comes of it though the page is not the entry's own; what else it throws is for `openPage` to judge.
 */
export async function pressAndWait(
  page: Page,
  entry: Locator,
  name: string,
  { map, watch, within }: Opening,
): Promise<void> {
  const before = await faceOf(page);
  const way = { leaves: false, arrived: false, failure: '' };
  const leads = (request: Request) => request.isNavigationRequest() && request.frame() === page.mainFrame();
  const onRequest = (request: Request) => {
    way.leaves ||= leads(request);
  };
  const onFailure = (request: Request) => {
    const why = request.failure()?.errorText ?? '';
    if (leads(request) && why !== 'net::ERR_ABORTED') way.failure = why;
  };
  const onFrame = (frame: Frame) => {
    way.arrived ||= way.leaves && frame === page.mainFrame();
  };
  page.on('request', onRequest).on('requestfailed', onFailure).on('framenavigated', onFrame);
  try {
    await entry.click({ timeout: within }).catch((error: unknown) => {
      if (isCrash(error)) throw error;
      throw unpressed(name, 'it cannot be pressed', [], error);
    });
    const pressed = performance.now();
    const end = await poll(
      async () => {
        if (way.failure || way.arrived) return 'new';
        if (!way.leaves && (await faceOf(page)) !== before) return 'new';
        const isOver = !way.leaves && !watch.isAsking() && performance.now() - pressed > patience;
        return isOver ? 'same' : undefined;
      },
      { within, every: 50 },
    );
    // `openPage` reads from these words that the page did not come in time, or could not be reached.
    if (way.failure) throw new Error(way.failure);
    if (way.leaves && !way.arrived) throw new Error(`Timeout of ${within} ms exceeded`);
    await page.waitForLoadState('domcontentloaded', { timeout: within });
    if (end !== 'new' && !(await isPresent(page, entry, name, map)))
      throw unpressed(name, 'nothing comes of it that it is pressed');
  } finally {
    page.off('request', onRequest).off('requestfailed', onFailure).off('framenavigated', onFrame);
  }
}

/** What tells one page from another to a person; undefined of a page that does not react. */
function faceOf(page: Page): Promise<string | undefined> {
  const parts =
    '[location.pathname, location.search, location.hash, document.title, document.body?.innerText]';
  return inTime(
    page.evaluate<string>(`${parts}.join(' ')`).catch(() => undefined),
    patience,
  );
}

/** Whether the page that the menu stands on is the entry's own. */
async function isPresent(page: Page, entry: Locator, name: string, map: ConsoleMap): Promise<boolean> {
  const marks = [await entry.getAttribute('aria-current'), await entry.getAttribute('aria-selected')];
  if (marks.some((mark) => mark !== null && mark !== 'false')) return true;
  const breadcrumb = page.getByRole('navigation', { name: map.label('settings.breadcrumb') });
  const titles = await page.getByRole('heading').or(breadcrumb).filter({ visible: true }).allInnerTexts();
  return [await page.title(), ...titles].some((title) => plainName(title).includes(plainName(name)));
}

/** That an entry was not opened, which says nothing about its page. */
export function unpressed(
  name: string,
  why: string,
  wrong: readonly string[] = [],
  cause?: unknown,
): Unanswered {
  return new Unanswered(`the entry "${name}" was not opened: ${[why, ...wrong].join('; ')}`, {
    asked: `the entry "${name}" of the menu of the settings`,
    where: 'the console',
    next: 'press it by hand',
    cause,
  });
}
