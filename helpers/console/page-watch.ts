import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, ConsoleMessage, Page, Request, Response } from '@playwright/test';
import { errorIn } from './error-reply.ts';
import { shownUrl } from './shown-url.ts';

/** Kinds of requests that a page is not complete without; streams and pings may stay open. */
const awaited = new Set(['document', 'stylesheet', 'script', 'xhr', 'fetch']);

/** Requests that say nothing about the console: browsers ask for it by themselves. */
const unasked = /\/favicon\.ico$/;

/** How long, in ms, no request may be under way until a page counts as complete. */
const quiet = 75;

/**
 * How long, in ms, is waited for requests that stay open though the page shows what it is for: of the page's own
 * origin, which may still bring something, and of others.
 */
const patience = { own: 3_000, others: 500 };

/** Requests that stayed open on pages that were complete, by the browser context: long polls, not waited for again. */
const staying = new WeakMap<BrowserContext, Set<string>>();

/** What goes wrong in a page while it is open, of which nothing needs to be seen on it. */
export interface PageWatch {
  /**
   * Waits until no request has been under way for a moment, from now on; or for a while only where the page is shown.
   * Gives the requests to the API of the page's own origin that are under way after so many ms, if the page is not shown
   * even then.
   */
  settled(within: number, isShown?: () => Promise<boolean>): Promise<string[]>;
  /** Whether a request to the API of the page's own origin is under way, long polls aside. */
  isAsking(): boolean;
  /** Whether anything went wrong since the last `take`. */
  hasFound(): boolean;
  /** What went wrong since the last call, each thing once. */
  take(): string[];
}

/** The pages that are watched: once is enough for each. */
const watches = new WeakMap<Page, PageWatch>();

/**
 * Watches a page from the first call on: console errors, uncaught exceptions, failing requests, errors in replies of the
 * API.
 */
export function watchPage(page: Page): PageWatch {
  const watch = watches.get(page) ?? begin(page);
  watches.set(page, watch);
  return watch;
}

function begin(page: Page): PageWatch {
  const found = new Set<string>();
  const underWay = new Map<Request, string>();
  const reading = new Set<Promise<void>>();
  let lastChange = performance.now();
  const open = staying.get(page.context()) ?? new Set<string>();
  staying.set(page.context(), open);
  const isAwaited = ([request, asked]: [Request, string]) => isOwn(request) && !open.has(asked);
  const isOwn = (request: Request) => new URL(request.url()).origin === originOf(page);

  const note = (text: string) => found.add(text);
  const ended = (request: Request) => {
    underWay.delete(request);
    lastChange = performance.now();
  };
  page.on('request', (request) => {
    if (!awaited.has(request.resourceType())) return;
    underWay.set(request, `${request.method()} ${shownUrl(request.url())}`);
    lastChange = performance.now();
  });
  page.on('requestfinished', ended);
  page.on('requestfailed', (request) => {
    ended(request);
    const why = request.failure()?.errorText ?? 'failed';
    // A page that is left breaks off what it asked for.
    if (why !== 'net::ERR_ABORTED' && !unasked.test(request.url()))
      note(`failing request: ${request.method()} ${shownUrl(request.url())}: ${why}`);
  });
  page.on('response', (response) => {
    const read = trouble(response).then((text) => {
      reading.delete(read);
      if (text) note(text);
    });
    reading.add(read);
  });
  page.on('pageerror', (error) => note(`uncaught exception: ${error.message.split('\n')[0]}`));
  page.on('console', (message) => {
    const text = consoleError(message);
    if (text) note(text);
  });

  return {
    async settled(within, isShown = async () => false) {
      const start = performance.now();
      let looked = start;
      while (performance.now() < start + within) {
        const now = performance.now();
        const calm = now - Math.max(lastChange, start);
        if (underWay.size === 0 && reading.size === 0 && calm >= quiet) return [];
        const pending = [...underWay].filter(isAwaited);
        const most = pending.length > 0 ? patience.own : patience.others;
        if (now - start >= most && now - looked >= 200) {
          if (await isShown()) {
            for (const [, asked] of pending) open.add(asked);
            return [];
          }
          looked = performance.now();
        }
        await pause(Math.max(20, underWay.size === 0 ? quiet - calm : 40));
      }
      if (await isShown()) return [];
      return [...underWay].filter(([request]) => isOwn(request) && isApi(request)).map(([, asked]) => asked);
    },
    isAsking: () => [...underWay].some((each) => isAwaited(each) && isApi(each[0])),
    hasFound: () => found.size > 0,
    take() {
      const texts = [...found];
      found.clear();
      return texts;
    },
  };
}

function originOf(page: Page): string {
  return URL.canParse(page.url()) ? new URL(page.url()).origin : '';
}

function isApi(request: Request): boolean {
  return new URL(request.url()).pathname.includes('/api/');
}

async function trouble(response: Response): Promise<string | undefined> {
  const request = response.request();
  if (unasked.test(response.url())) return undefined;
  const asked = `${request.method()} ${shownUrl(response.url())}`;
  if (response.status() >= 400) return `failing request: ${asked}: HTTP ${response.status()}`;
  const said = await errorIn(response);
  return said === undefined
    ? undefined
    : `failing request: ${asked}: HTTP ${response.status()} with the error "${said}"`;
}

function consoleError(message: ConsoleMessage): string | undefined {
  if (message.type() !== 'error') return undefined;
  const text = message.text();
  // The same is said, with the request, by its response.
  if (/^Failed to load resource:/.test(text)) return undefined;
  return `console error: ${text.split('\n')[0]}`;
}
