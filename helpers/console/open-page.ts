import type { Page } from '@playwright/test';
import { redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { inTime } from './in-time.ts';
import type { ConsoleMap } from './map-file.ts';
import type { PageWatch } from './page-watch.ts';
import { shownUrl } from './shown-url.ts';
import { isShown, surfaceOf } from './surface.ts';

/** Longest wait, in ms, for a page that is complete to say what it shows. */
const patience = 3_000;

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
 * Throws `Unanswered` where the server cannot be reached.
 */
export async function openPage(
  page: Page,
  go: (options: { waitUntil: 'domcontentloaded'; timeout: number }) => Promise<unknown>,
  opening: Opening,
): Promise<string[]> {
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
    ...((await inTime(surfaceOf(page, map), patience)) ?? ['the page does not react']),
    ...watch.take(),
  ];
}

async function loaded(page: Page, go: () => Promise<unknown>, within: number): Promise<string | undefined> {
  try {
    await go();
    return undefined;
  } catch (error) {
    const message = redact(error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    if (/net::ERR_ABORTED/.test(message)) return `the page was not shown: ${message}`;
    if (/net::ERR_/.test(message)) throw unreachable(page, message, error);
    if (/Timeout .* exceeded|timed? ?out/i.test(message)) return `did not load within ${within / 1000} s`;
    throw error;
  }
}

function unreachable(page: Page, message: string, cause: unknown): Unanswered {
  return new Unanswered(`the browser could not open the page: ${message}`, {
    asked: shownUrl(page.url()),
    where: 'the browser',
    next: 'see the first steps of Startup/Service; for certificates NEW_CA_FILE, for names NEW_ADDRESS',
    cause,
  });
}
