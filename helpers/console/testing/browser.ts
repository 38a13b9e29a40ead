import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Browser, chromium } from '@playwright/test';
import { Hono } from 'hono';
import { afterAll, beforeAll } from 'vitest';
import { findChromium } from '../chromium.ts';
import { launchWith } from '../launch.ts';

/** Small pages on a real server, and a real browser, for the tests of one file. */
export interface Stage {
  /** Answers at paths; add to it before the first page is opened. */
  app: Hono;
  origin(): string;
  browser(): Browser;
}

/** A whole page of this content. */
export function document(content: string): string {
  return `<!doctype html><html lang="en"><title>test</title><body>${content}</body></html>`;
}

/** Sets the stage before the tests of a file, and clears it after them. */
export function stage(): Stage {
  const app = new Hono();
  let server: ReturnType<typeof serve>;
  let browser: Browser;
  let origin = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) => {
        origin = `http://127.0.0.1:${port}`;
        resolve();
      });
    });
    const found = findChromium(process.env.PLAYWRIGHT_CHROMIUM, chromium.executablePath());
    if ('missing' in found) throw new Error(found.missing);
    browser = await chromium.launch(launchWith({ browser: found, server: { url: new URL(origin) } }));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    server.close();
  });
  return { app, origin: () => origin, browser: () => browser };
}
