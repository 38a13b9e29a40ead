import type { Page } from '@playwright/test';
import { redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { inTime } from './in-time.ts';
import type { ConsoleMap } from './map-file.ts';
import type { PageWatch } from './page-watch.ts';
import { shownUrl } from './shown-url.ts';
import { isShown, viewOf } from './surface.ts';

/** Longest wait, in ms, for a page that is complete to say what it shows. */
const patience = 3_000;

/** The browser got no connection for a page, whatever the page is. */
export class Unreachable extends Unanswered {
  /** The browser's own words. */
  readonly why: string;
  constructor(why: string, where: string, cause: unknown) {
    super(`the browser could not open the page: ${why}`, {
      asked: where,
      where: 'the browser',
      next: 'see the first steps of Startup/Service; for certificates NEW_CA_FILE, for names NEW_ADDRESS',
      cause,
    });
    this.why = why;
  }
}

/** Whether an error says that the page, not the server, is gone. */
export function isCrash(error: unknown): boolean {
  return error instanceof Error && /\b(page|target) crashed\b/i.test(error.message);
}

/** How a page of the console is opened and judged. */
export interface Opening {
  map: ConsoleMap;
  watch: PageWatch;
  /** Bound of the whole page, in ms. */
  within: number;
  /** Waits for what the page is for; gives what is missing of it. Nothing in it may wait longer than the ms given. */
  shows?(page: Page, within: number): Promise<string[]>;
}

/**
 * Opens a page by `go`, waits until it shows what it is for, and gives everything that is wrong with it: what it shows,
 * and what happened meanwhile. A request that is not answered is wrong only where the page waits for it. A page that does not come in time is wrong, too.
 * Throws `Unreachable` where the server cannot be reached.
 */
export async function openPage(page: Page, go: Go, opening: Opening): Promise<string[]> {
  let isGone = false;
  const note = () => {
    isGone = true;
  };
  page.once('crash', note);
  try {
    const findings = await openAndJudge(page, go, opening);
    if (!isGone) return findings;
  } catch (error) {
    if (!isGone && !isCrash(error)) throw error;
  } finally {
    page.off('crash', note);
  }
  return [...opening.watch.take(), crashed];
}

/** What `openPage` says of a page that crashed: the tab is of no use any more. */
export const crashed = 'the page crashed';

type Go = (options: { waitUntil: 'domcontentloaded'; timeout: number }) => Promise<unknown>;

async function openAndJudge(page: Page, go: Go, opening: Opening): Promise<string[]> {
  const { map, watch, within, shows } = opening;
  const end = performance.now() + within;
  const left = () => Math.max(200, end - performance.now());
  watch.take();
  const late = await loaded(page, () => go({ waitUntil: 'domcontentloaded', timeout: within }), within);
  if (late) return [...watch.take(), late];
  const missing = (await shows?.(page, left())) ?? [];
  const shown = () => inTime(isShown(page, map), patience).then((is) => is ?? false);
  const open = await watch.settled(missing.length > 0 ? Math.min(1_000, left()) : left(), shown);
  const seconds = `${within / 1000} s`;
  return [
    ...missing,
    ...open.map((asked) => `${asked} was not answered within ${seconds}`),
    ...((await inTime(viewOf(page, map), patience))?.wrong ?? ['the page does not react']),
    ...watch.take(),
  ];
}

async function loaded(page: Page, go: () => Promise<unknown>, within: number): Promise<string | undefined> {
  try {
    await go();
    return undefined;
  } catch (error) {
    const asked = shownUrl(page.url());
    const message = redact(error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    // That a page crashed shows a little later only.
    if (/net::ERR_ABORTED/.test(message)) await inTime(page.evaluate('0'), 1_000);
    if (/net::ERR_ABORTED/.test(message)) return `the page was not shown: ${message}`;
    if (/net::ERR_/.test(message)) {
      await leaveErrorPage(page);
      throw new Unreachable(message, asked, error);
    }
    if (/Timeout .* exceeded|timed? ?out/i.test(message)) return `did not load within ${within / 1000} s`;
    throw error;
  }
}

/** The browser's own page about a failure comes a little later, and would break off what is opened next. */
async function leaveErrorPage(page: Page): Promise<void> {
  await page.waitForURL(/^chrome-error:/, { waitUntil: 'commit', timeout: 2_000 }).catch(() => undefined);
  await page.goto('about:blank', { timeout: 2_000 }).catch(() => undefined);
}
