import { existsSync } from 'node:fs';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { administrator } from '../../state/administrator.ts';
import type { TestServer } from '../../testing/server.ts';

/** Debian's Chromium. Tests in a browser skip themselves where it is not installed. */
export const chromiumPath = '/usr/bin/chromium';
export const withoutChromium = existsSync(chromiumPath) ? false : `there is no ${chromiumPath}`;

/** A browser that reaches nothing by itself. */
export function openBrowser() {
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
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
