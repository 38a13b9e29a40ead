import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { smallState, startTestServer, type TestServer } from '../testing/server.ts';
import { logInByForm, openBrowser, openPage, withoutChromium } from './testing/browser.ts';

const title = withoutChromium ? `in Chromium (skipped: ${withoutChromium})` : 'in Chromium';

/** Presses a button that lets the page load anew. */
async function pressAndReload(button: Locator): Promise<void> {
  await Promise.all([button.page().waitForEvent('load'), button.click()]);
}

describe.skipIf(withoutChromium)(title, { timeout: 20_000 }, () => {
  let server: TestServer;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startTestServer(smallState()), openBrowser()]);
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await server.close();
  });
  beforeEach(async () => {
    server.state.behaviour = {};
    server.state.console = { generation: 'G3' };
    context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  });
  afterEach(() => context.close());

  const count = (pid: number) => server.state.errors[pid]?.length ?? 0;
  const triage = '/p/desktop/triage?time=all';

  test.for(['G3', 'G2'] as const)(
    'the main pages of %s show what the server holds, without any error',
    async (generation) => {
      server.state.console = { generation };
      const { page, wrong } = await openPage(context);
      await logInByForm(page, server, triage);
      await page.getByText(`${count(2)} errors`, { exact: true }).waitFor();
      await page.getByRole('button', { name: generation === 'G3' ? 'Help & support' : 'Menu' }).click();
      await page.getByRole('menuitem', { name: 'About' }).click();
      const about = page.getByRole('dialog', { name: 'About' });
      expect(await about.textContent()).toContain(server.state.version);
      await about.getByRole('button', { name: 'Close' }).click();
      await page
        .getByRole('table', { name: 'Fingerprints' })
        .getByRole('link', { name: 'Debug' })
        .first()
        .click();
      await page.getByRole('heading', { name: /^CALLSTACK \d+$/ }).waitFor();
      for (const tab of ['Explore', 'Overview', 'Releases']) {
        await page.getByRole('tab', { name: tab }).click();
        await page.getByRole('table').first().waitFor({ state: 'attached' });
        expect(await page.getByRole('alert').count(), tab).toBe(0);
      }
      await page.goto(`${server.url}/p/desktop/settings/overview`);
      await page
        .getByRole('navigation', { name: 'Settings' })
        .getByRole('link', { name: 'Deduplication' })
        .click();
      await page.getByRole('heading', { name: 'Deduplication configuration' }).waitFor();
      expect(wrong).toEqual([]);
    },
  );

  test('filters of the address are in the bar, are counted, and can be taken away', async () => {
    const { page, wrong } = await openPage(context);
    const host = String(server.state.errors[2]?.[0]?.attributes.hostname);
    const matching = server.state.errors[2]?.filter(({ attributes }) => attributes.hostname === host).length;
    await logInByForm(
      page,
      server,
      `${triage}&filters=((hostname,equal,${host}),(fingerprint;issues;state,regex,open|progress|resolved|muted))`,
    );
    await page.getByText(new RegExp(`^${matching} errors?$`)).waitFor();
    await page.getByRole('button', { name: `Remove filter hostname equal ${host}` }).click();
    await page.getByText(`${count(2)} errors`, { exact: true }).waitFor();
    expect(wrong).toEqual([]);
  });

  test('the time frame is chosen from a list', async () => {
    const { page } = await openPage(context);
    await logInByForm(page, server, '/p/desktop/triage');
    await page.getByText('0 errors', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Time frame' }).click();
    await page.getByRole('option', { name: 'All time' }).click();
    await page.getByText(`${count(2)} errors`, { exact: true }).waitFor();
  });

  test('Copy link puts a shortened link on the clipboard that shows the same page', async () => {
    const { page, wrong } = await openPage(context);
    await logInByForm(page, server, triage);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Link copied').waitFor();
    const link = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(link).toMatch(/\/s\/[\w-]{8}$/);
    await page.goto(link);
    expect(page.url()).toBe(server.url + triage);
    expect(wrong).toEqual([]);
  });

  test.for([
    ['banner', { alert: 1 }],
    ['exception', { wrong: /exception: Cannot read properties/, text: 'errors' }],
    ['failing-request', { wrong: /404 \/api\/query\/activity/, text: 'errors' }],
    ['never-loads', { loading: 1 }],
    ['blank', { blank: true }],
    ['wrong-count', { text: 'one less' }],
  ] as const)('triage that is broken: %s', async ([trouble, shows]) => {
    server.state.behaviour.console = { triage: [{ pid: 2, trouble }] };
    const { page, wrong } = await openPage(context);
    await logInByForm(page, server, triage);
    await page.waitForLoadState('networkidle');
    if ('text' in shows) {
      const shown = count(2) - (trouble === 'wrong-count' ? 1 : 0);
      await page.getByText(`${shown} errors`, { exact: true }).waitFor();
    }
    if ('wrong' in shows) expect(wrong.join('\n')).toMatch(shows.wrong);
    if ('alert' in shows) expect(await page.getByRole('alert').textContent()).toMatch(/^Failed to load/);
    if ('loading' in shows) expect(await page.getByRole('progressbar').isVisible()).toBe(true);
    if ('blank' in shows) expect(await page.locator('body').innerText()).toBe('');
  });

  test('controls that act at once really act', async () => {
    const { page, wrong } = await openPage(context);
    const tokens = () => server.state.configuration.api_token?.filter((row) => row.project === 1) ?? [];
    await logInByForm(page, server, '/p/migration-probe/settings/symbol/tokens');
    const before = tokens().length;
    await pressAndReload(page.getByRole('button', { name: 'Create an access token' }));
    await expect.poll(() => tokens().map((row) => row.capabilities)).toContain('symbol:post');
    expect(tokens()).toHaveLength(before + 1);

    const own = server.state.symbolServers.find((each) => each.project === 'migration-probe');
    await page.goto(`${server.url}/p/migration-probe/settings/symbol/servers?q=${own?.id}`);
    await page.getByRole('tab', { name: 'Skip list' }).click();
    expect(own?.skiplist.length).toBeGreaterThan(0);
    await pressAndReload(page.getByRole('button', { name: 'Clear skip list' }));
    await expect.poll(() => own?.skiplist.length).toBe(0);
    await page.getByRole('tab', { name: 'Blocklist' }).click();
    const panel = page.getByRole('tabpanel', { name: 'Blocklist' });
    await panel.getByRole('textbox').fill('unwanted.pdb');
    await pressAndReload(panel.getByRole('button', { name: 'Update' }));
    await expect.poll(() => own?.blacklist.map(({ name }) => name)).toContain('unwanted.pdb');

    await page.goto(`${server.url}/p/desktop/settings/reprocessing`);
    await page.getByLabel('Reprocess errors from:').selectOption('All time');
    await page.getByRole('button', { name: 'Reprocess objects' }).click();
    await expect.poll(() => server.coronerd.reloads.map(({ objects }) => objects)).toEqual([count(2)]);
    expect(wrong).toEqual([]);
  });

  test('an invited person signs up by the link of the mail', async () => {
    const { page, wrong } = await openPage(context);
    await logInByForm(page, server, '/settings/users/invite');
    await page.getByLabel('Email address').fill('eve@partner.example');
    await page.getByLabel('Username').fill('eve');
    await page.getByLabel('Role').selectOption('guest');
    await page.getByRole('button', { name: 'Send invite' }).click();
    await page.getByRole('cell', { name: 'eve@partner.example', exact: true }).waitFor();
    const link = new URL(/https?:\S+/.exec(server.coronerd.mails.at(-1)?.text ?? '')?.[0] ?? '');
    const invited = await openPage(await browser.newContext());
    await invited.page.goto(server.url + link.pathname + link.search);
    await invited.page.getByLabel('Password', { exact: true }).fill('one of mine');
    await invited.page.getByLabel('Repeat password').fill('another');
    await invited.page.getByRole('button', { name: 'Create account' }).click();
    await invited.page.getByText('The two passwords are not the same.').waitFor();
    await invited.page.getByLabel('Repeat password').fill('one of mine');
    await invited.page.getByRole('button', { name: 'Create account' }).click();
    await invited.page.getByText('Your account was created.').waitFor();
    expect(server.state.passwords.eve).toBe('one of mine');
    await invited.page.context().close();
    expect([...wrong, ...invited.wrong]).toEqual([]);
  });

  test('a wrong password is refused, the right one opens the console until the logout', async () => {
    const { page } = await openPage(context);
    await page.goto(server.url);
    await page.getByLabel('Username').fill('admin');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByRole('alert').getByText('invalid username or password').waitFor();
    await logInByForm(page, server, '/');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitem', { name: 'Logout' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.goto(`${server.url}/settings/me`);
    expect(new URL(page.url()).pathname).toBe('/login');
  });

  describe('the menu of the settings', () => {
    let page: Page;
    let wrong: string[];
    beforeEach(async () => {
      ({ page, wrong } = await openPage(context));
      await logInByForm(page, server, '/p/desktop/settings/overview');
      // Whatever is loaded as a whole has it no more.
      await page.evaluate('window.isSame = true');
    });

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
      const { reloads } = server.coronerd;
      const before = reloads.length;
      for (const time of [1, 2]) {
        await open('Object reprocessing', 'Object reprocessing');
        await page.getByRole('combobox').selectOption({ label: 'All time' });
        await page.getByRole('button', { name: 'Reprocess objects' }).click();
        await expect.poll(() => reloads.length).toBe(before + time);
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
});
