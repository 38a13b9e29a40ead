import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../../helpers/console/chromium.ts';
import { launchWith } from '../../../helpers/console/launch.ts';
import { administrator } from '../../state/administrator.ts';
import type { TestServer } from '../../testing/server.ts';

const found = findChromium(process.env.PLAYWRIGHT_CHROMIUM, chromium.executablePath());

/**
 * Why there is no browser, the one that the pack itself finds, or false: tests in a browser skip themselves without
 * any. In a pipeline they do not: there they fail by it.
 */
export const withoutChromium = 'missing' in found && !process.env.CI ? found.missing : false;

/** A browser that reaches nothing by itself. `address` is where a server of a name is. */
export function openBrowser(server: { hostname: string; address?: string } = { hostname: 'localhost' }) {
  if ('missing' in found) throw new Error(found.missing);
  const { hostname, address } = server;
  const named = { url: new URL(`https://${hostname}`), ...(address ? { address } : {}) };
  return chromium.launch(launchWith({ browser: found, server: named }));
}

/** A page of a new context, and what went wrong in it. */
export async function openPage(context: BrowserContext): Promise<{ page: Page; wrong: string[] }> {
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`exception: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return { page, wrong };
}

/** Logs the administrator in by the form; ends at the page that was wanted. */
export async function logInByForm(page: Page, server: TestServer, path: string): Promise<void> {
  await page.goto(server.url + path);
  await page.getByRole('textbox', { name: 'Username' }).fill(administrator.username);
  await page.getByLabel('Password').fill(administrator.password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.waitForURL(server.url + path);
}
