import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { smallState, startTestServer, type TestServer } from '../testing/server.ts';
import { logInByForm, openBrowser, openPage, withoutChromium } from './testing/browser.ts';

const title = withoutChromium
  ? `the menu of the settings (skipped: ${withoutChromium})`
  : 'the menu of the settings';

describe.skipIf(withoutChromium)(title, { timeout: 20_000 }, () => {
  let server: TestServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let wrong: string[];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startTestServer(smallState()), openBrowser()]);
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await server.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    ({ page, wrong } = await openPage(context));
    await logInByForm(page, server, '/p/desktop/settings/overview');
    // Whatever is loaded as a whole has it no more.
    await page.evaluate('window.isSame = true');
  });
  afterEach(() => context.close());

  const open = async (name: string, heading: string | RegExp) => {
    const menu = page.getByRole('navigation', { name: 'Settings' });
    await menu.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    expect(await menu.getByRole('link', { name, exact: true }).getAttribute('aria-current')).toBe('page');
  };
  const isSame = () => page.evaluate('window.isSame === true');

  test('shows its entries in place, with address, title and the way back', async () => {
    await open('Deduplication', 'Deduplication configuration');
    await open('Attributes', 'Attributes');
    expect(new URL(page.url()).pathname).toBe('/p/desktop/settings/attributes');
    expect(await page.title()).toMatch(/^Attributes - Project settings/);
    await page.goBack();
    await page.getByRole('heading', { name: 'Deduplication configuration' }).waitFor();
    expect([await isSame(), wrong]).toEqual([true, []]);
  });

  test('leads to pages whose tabs and forms work', async () => {
    await open('Attributes', 'Attributes');
    await page.getByRole('tab', { name: 'Default' }).click();
    expect(await page.getByRole('tab', { name: 'Default' }).getAttribute('aria-selected')).toBe('true');
    for (const time of [1, 2]) {
      await open('Object reprocessing', 'Object reprocessing');
      await page.getByRole('combobox').selectOption({ label: 'All time' });
      await page.getByRole('button', { name: 'Reprocess objects' }).click();
      await expect.poll(() => server.coronerd.reloads.length).toBe(time);
      await open('Upload an archive', 'Upload symbols');
    }
    expect([await isSame(), wrong]).toEqual([true, []]);
  });

  test('loads what is no page of the settings', async () => {
    await page.request.get(`${server.url}/api/logout`);
    await page
      .getByRole('navigation', { name: 'Settings' })
      .getByRole('link', { name: 'Attributes' })
      .click();
    await page.waitForURL(/\/login/);
    expect(await isSame()).toBe(false);
  });
});
