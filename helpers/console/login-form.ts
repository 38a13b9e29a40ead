import type { Locator, Page, Request, Response } from '@playwright/test';
import type { WritableServer } from '../coronerd/server.ts';
import { poll } from '../poll.ts';
import { redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { firstLine } from '../verdict/text.ts';
import { alertsOf, alertText, anyPassword, anyTextBox, controlOf, fieldOf, refusalOn } from './form.ts';
import type { ConsoleMap } from './map-file.ts';
import { tokenFinder } from './session-token.ts';
import { type GuardedPage, refuseStrays } from './typing/guarded-page.ts';
import { consolePlaces } from './typing/places.ts';
import { sendForm, typeSecret } from './typing/type-secret.ts';

/** Longest wait, in ms, for what comes after something that is there already. */
const latest = 3_000;

type Server = Pick<WritableServer, 'loginWith' | 'url'>;

/**
 * Opens the console at the origin `home` as somebody who is not logged in; ready when there is a way in. Throws
 * `Unanswered` where it does not come, or leads to another origin.
 */
export async function openLoginPage(
  page: Page,
  map: ConsoleMap,
  { home, within }: { home: string; within: number },
): Promise<void> {
  const reply = await goTo(page, map.route('login'), { home, within });
  const status = reply?.status() ?? 0;
  if (status >= 400) throw failed(page, `the login page was answered with HTTP ${status}`);
  const ready = await poll(
    async () =>
      (await controlOf(page, map, 'login.sso')) ??
      (await fieldOf(page, map, 'login.password', anyPassword)) ??
      undefined,
    { within, every: 50 },
  );
  refuseAway(page, home);
  if (!ready) throw noForm(page, 'neither a password field nor a button Login via SSO');
}

/** Opens a path of the console. Throws `Unanswered` where it cannot be opened, or leads to another origin than `home`. */
export async function goTo(
  page: Page,
  path: string,
  { home, within }: { home: string; within: number },
): Promise<Response | null> {
  let last: URL | undefined;
  const onRequest = (request: Request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) last = new URL(request.url());
  };
  page.on('request', onRequest);
  try {
    const reply = await page.goto(path, { waitUntil: 'domcontentloaded', timeout: within });
    refuseAway(page, home);
    return reply;
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    const why = firstLine(error instanceof Error ? error.message : String(error));
    if (last && last.origin !== home) throw redirected(page, home, last, `, which cannot be opened (${why})`);
    throw failed(page, why);
  } finally {
    page.off('request', onRequest);
  }
}

/** Throws `Unanswered` unless the page that is open is the console's. */
export function refuseAway(page: Page, home: string): void {
  const at = URL.canParse(page.url()) ? new URL(page.url()) : undefined;
  if (at?.origin !== home) throw redirected(page, home, at, '');
}

function redirected(page: Page, home: string, to: URL | undefined, more: string): Unanswered {
  const { page: refusal, next } = consolePlaces(home, []);
  const what = to ? refusal(to) : `the console shows ${page.url()}`;
  return new Unanswered(`login in the browser at ${home}: ${what}${more}: nothing was typed. ${next}`, {
    asked: 'the login page',
    where: home,
    next,
  });
}

/** Login via SSO on the login page that is open, which may draw it last; undefined where it does not come. */
export function ssoButton(page: Page, map: ConsoleMap, within: number): Promise<Locator | undefined> {
  return poll(() => controlOf(page, map, 'login.sso'), { within: Math.min(within, latest), every: 50 });
}

/**
 * Logs in by the form of the login page that is open; gives the session's token once the API knows it as that
 * user's. Throws `Unanswered` where the login does not come off, with what the page says.
 */
export async function logInByForm(
  tab: GuardedPage,
  map: ConsoleMap,
  { username, password }: { username: string; password: string },
  { server, within }: { server: Server; within: number },
): Promise<string> {
  const { page } = tab;
  const button = () => controlOf(page, map, 'login.submit');
  const user = await fieldOf(page, map, 'login.username', anyTextBox);
  if (!user) throw noForm(page, 'no field for the user name');
  await typeSecret(tab, user, username, { submit: await button(), within });
  const secret = await fieldOf(page, map, 'login.password', anyPassword);
  if (!secret) throw noForm(page, 'no field for the password');
  await typeSecret(tab, secret, password, { submit: await button(), within });
  const before = await alertsOf(page);
  await sendForm(tab, secret, { submit: await button(), within });
  const home = server.url.origin;
  return provenToken(tab, map, { server, user: username, home }, { within, before });
}

/**
 * Waits for the session of a login that is under way, and gives the token that the API knows as that user's. Throws
 * `Unanswered` where no session comes, or another user's, or what was typed would have gone elsewhere. `before` = what the
 * page said in alerts before, `home` = the origin of the console. A refusal ends the wait; other alerts do not.
 */
export async function provenToken(
  tab: GuardedPage,
  map: ConsoleMap,
  { server, user, home }: { server: Server; user: string; home: string },
  { within, before = [] }: { within: number; before?: readonly string[] },
): Promise<string> {
  const { page } = tab;
  const find = tokenFinder(page, map, home);
  const others = new Set<string>();
  const isUsers = async (token: string) => {
    const names = await namesOf(server, token);
    if (names?.some((name) => name.toLowerCase() === user.toLowerCase())) return true;
    if (names) others.add(names.join(', ') || 'nobody');
    return false;
  };
  const token = await poll(
    async () => {
      const found = await find(isUsers);
      if (found !== undefined) return found;
      const isOver = tab.stopped.some(({ grave }) => grave) || (await refusalOn(page, map, before));
      if (!isOver) return undefined;
      // The session may have come meanwhile; a finder that was not asked before tries everything at once.
      return (await tokenFinder(page, map, home)(isUsers)) ?? '';
    },
    { within, every: 100 },
  );
  if (token) return token;
  refuseStrays(tab);
  if (others.size > 0) throw failed(page, `the session is ${[...others].join(' or ')}'s, not ${user}'s`);
  const said = await alertText(page);
  const shown = [said && `the page says "${redact(said)}"`, ...tab.stopped.map(({ text }) => text)];
  throw failed(page, ['no session came of the login', ...shown].filter(Boolean).join('; '));
}

/** Names of whose session it is; undefined where the API does not take it for one. */
async function namesOf(server: Server, token: string): Promise<string[] | undefined> {
  const document = await server.loginWith({ token }).catch(() => undefined);
  if (!document) return undefined;
  const { username, email, user } = document;
  return [username, user?.username, email].filter((name) => name !== undefined);
}

function noForm(page: Page, what: string): Unanswered {
  return failed(page, `the login page has ${what}`);
}

function failed(page: Page, what: string): Unanswered {
  const where = URL.canParse(page.url()) ? new URL(page.url()).origin : 'the console';
  return new Unanswered(`login in the browser at ${where}: ${what}`, {
    asked: 'a login by the form',
    where,
    next: 'log in by hand with the same user; correct the labels of the form by CONSOLE_MAP',
  });
}
