import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, withoutChromium } from '../console/testing/browser.ts';
import { type RunningPair, startPair } from '../pair.ts';
import { defaultPair } from '../state/default-pair.ts';
import { accountAt, originOf } from './testing/dance.ts';

const title = withoutChromium ? `in Chromium (skipped: ${withoutChromium})` : 'in Chromium';

describe.skipIf(withoutChromium)(title, () => {
  let pair: RunningPair;
  let browser: Browser;

  beforeAll(async () => {
    pair = await startPair(defaultPair({ seed: 1, projects: 4, errors: 10, symbols: 2 }));
    const { hostname } = pair.new.state;
    browser = await openBrowser({ hostname, address: pair.new.address });
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await pair?.close();
  });

  async function fillIn(page: Page, username: string, password: string): Promise<void> {
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  test('a person goes through the identity provider and ends logged in', { timeout: 30_000 }, async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const { username, password, email } = accountAt(pair);
    const origin = originOf(pair.new);
    await page.goto(`${origin}/api/sso/saml/login`);
    expect(new URL(page.url()).origin).toBe(pair.identityProvider.origin);

    await fillIn(page, username, 'wrong');
    expect(await page.getByRole('alert').textContent()).toBe('The username or password is incorrect.');
    await fillIn(page, username, password);
    await page.waitForURL(`${origin}/**`);

    expect(new URL(page.url()).pathname).not.toContain('/api/sso');
    const cookies = await context.cookies(origin);
    expect(cookies).toEqual([expect.objectContaining({ name: 'token', httpOnly: true, secure: true })]);
    await page.goto(`${origin}/api/config`);
    expect(JSON.parse((await page.locator('body').innerText()) ?? '')).toMatchObject({ email });
    await context.close();
  });

  test('a refused login ends on the failure page, without a session', { timeout: 30_000 }, async () => {
    pair.new.state.behaviour.sso = ['wrong-audience'];
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const { username, password } = accountAt(pair);
    await page.goto(`${originOf(pair.new)}/api/sso/saml/login`);
    await fillIn(page, username, password);
    await page.getByText('Failed to login - Internal Error').waitFor();
    expect(await context.cookies(originOf(pair.new))).toEqual([]);
    await context.close();
  });
});
