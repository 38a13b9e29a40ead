import type { Page, Request } from '@playwright/test';
import { poll } from '../poll.ts';
import { redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { alertText, anyPassword, anyTextBox, controlOf, fieldOf } from './form.ts';
import type { ConsoleMap } from './map-file.ts';
import { sessionToken } from './session-token.ts';
import { shownUrl } from './shown-url.ts';

/** Where a login through the identity provider ended. */
export interface SsoEnd {
  /** Origins that the browser was led to, one after the other. */
  way: string[];
  /** What the last page says in alerts, or why it could not be opened; '' for nothing. */
  said: string;
  /** The token that the console keeps then; whether it is good only the API can tell. */
  token?: string;
}

/** Where the browser was led, and what kept it from getting there. */
interface Way {
  origins: string[];
  lastFailure?: { url: URL; why: string };
}

/** A page that the browser does not trust, though the pack may find its certificate good. */
export class Untrusted extends Error {
  override readonly name = 'Untrusted';
  readonly url: URL;
  constructor(url: URL, why: string) {
    super(`${shownUrl(url.href)}: ${why}`);
    this.url = url;
  }
}

/**
 * Presses Login via SSO on the login page that is open, and signs in on the pages of the identity provider, which may
 * ask for name and password on one page or one after the other. `isGood` tells whether a token is a session's.
 * Throws `Untrusted` where the browser stops at a certificate, `Unanswered` where the identity provider does not let in.
 */
export async function signInBySso(
  page: Page,
  map: ConsoleMap,
  account: { username: string; password: string },
  { home, within, isGood }: { home: string; within: number; isGood(token: string): Promise<boolean> },
): Promise<SsoEnd | undefined> {
  const button = await controlOf(page, map, 'login.sso');
  if (!button) return undefined;
  const way = watchWay(page, home);
  await button.click({ timeout: within });
  const signIn = new SignIn(page, map, account);
  const end = await poll(
    async (): Promise<SsoEnd | undefined> => {
      const { lastFailure, origins } = way;
      if (lastFailure && /ERR_CERT_/.test(lastFailure.why))
        throw new Untrusted(lastFailure.url, lastFailure.why);
      if (lastFailure && !signIn.submitted) throw unreachable(lastFailure);
      if (lastFailure) return { way: origins, said: `${shownUrl(lastFailure.url.href)}: ${lastFailure.why}` };
      if (origins.at(-1) !== home) {
        await signIn.goOn();
        return undefined;
      }
      if (origins.length === 1) return undefined;
      const token = await sessionToken(page).catch(() => undefined);
      if (token && (await isGood(token))) return { way: origins, said: '', token };
      const said = await alertText(page).catch(() => '');
      return said ? { way: origins, said: redact(said) } : undefined;
    },
    { within, every: 100 },
  );
  return end ?? { way: way.origins, said: `${await textOf(page)} after ${within / 1000} s` };
}

/** The forms of the identity provider, each filled in once. */
class SignIn {
  readonly #page: Page;
  readonly #map: ConsoleMap;
  readonly #account: { username: string; password: string };
  #named = false;
  /** Name and password were sent. */
  submitted = false;

  constructor(page: Page, map: ConsoleMap, account: { username: string; password: string }) {
    this.#page = page;
    this.#map = map;
    this.#account = account;
  }

  /** Fills in what the page asks for. Throws `Unanswered` when it says no. */
  async goOn(): Promise<void> {
    const [page, map] = [this.#page, this.#map];
    if (this.submitted) return this.#refuse();
    const password = await fieldOf(page, map, 'idp.password', anyPassword).catch(() => undefined);
    const username = this.#named
      ? undefined
      : await fieldOf(page, map, 'idp.username', anyTextBox).catch(() => undefined);
    if (!password && !username) return;
    if (username) {
      await username.fill(this.#account.username);
      this.#named = true;
    }
    if (password) await password.fill(this.#account.password);
    this.submitted = password !== undefined;
    const submit =
      (password ? undefined : await controlOf(page, map, 'idp.next')) ??
      (await controlOf(page, map, 'idp.submit'));
    if (submit) await submit.click();
    else await (password ?? username)?.press('Enter');
  }

  async #refuse(): Promise<void> {
    const said = await alertText(this.#page).catch(() => '');
    if (!said) return;
    const where = new URL(this.#page.url()).origin;
    throw new Unanswered(`the identity provider at ${where} did not sign in: "${redact(said)}"`, {
      asked: 'a sign-in with SSO_USERNAME and SSO_PASSWORD',
      where,
      next: 'sign in by hand; correct SSO_USERNAME and SSO_PASSWORD, or the labels of its pages by CONSOLE_MAP',
    });
  }
}

function unreachable({ url, why }: NonNullable<Way['lastFailure']>): Unanswered {
  return new Unanswered(
    `the browser could not open the page of the identity provider at ${url.origin}: ${why}`,
    {
      asked: 'a sign-in at the identity provider',
      where: url.origin,
      next: 'check that it can be reached from this machine, and its certificate against NEW_CA_FILE',
    },
  );
}

function watchWay(page: Page, home: string): Way {
  const way: Way = { origins: [home] };
  const leads = (request: Request) => request.isNavigationRequest() && request.frame() === page.mainFrame();
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (leads(request) && way.origins.at(-1) !== origin) way.origins.push(origin);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    if (leads(request) && why !== 'net::ERR_ABORTED') way.lastFailure = { url: new URL(request.url()), why };
  });
  return way;
}

async function textOf(page: Page): Promise<string> {
  const title = await page.title().catch(() => '');
  return `the browser is at ${shownUrl(page.url())}${title ? `, a page "${title}"` : ''}`;
}
