import type { Locator, Page } from '@playwright/test';
import type { WritableServer } from '../coronerd/server.ts';
import { poll } from '../poll.ts';
import { redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { firstLine } from '../verdict/text.ts';
import { alertsOf, alertText, anyPassword, anyTextBox, controlOf, fieldOf, refusalOn } from './form.ts';
import type { ConsoleMap } from './map-file.ts';
import { tokenFinder } from './session-token.ts';

/** Longest wait, in ms, for what comes after something that is there already. */
const latest = 3_000;

type Server = Pick<WritableServer, 'loginWith' | 'url'>;

/** Opens the console as somebody who is not logged in; ready when there is a way in. */
export async function openLoginPage(page: Page, map: ConsoleMap, within: number): Promise<void> {
  const reply = await page
    .goto(map.route('login'), { waitUntil: 'domcontentloaded', timeout: within })
    .catch((error: unknown) => {
      throw failed(page, firstLine(error instanceof Error ? error.message : String(error)));
    });
  const status = reply?.status() ?? 0;
  if (status >= 400) throw failed(page, `the login page was answered with HTTP ${status}`);
  const ready = await poll(
    async () =>
      (await controlOf(page, map, 'login.sso')) ??
      (await fieldOf(page, map, 'login.password', anyPassword)) ??
      undefined,
    { within, every: 50 },
  );
  if (!ready) throw noForm(page, 'neither a password field nor a button Login via SSO');
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
  page: Page,
  map: ConsoleMap,
  { username, password }: { username: string; password: string },
  { server, within }: { server: Server; within: number },
): Promise<string> {
  const user = await fieldOf(page, map, 'login.username', anyTextBox);
  if (!user) throw noForm(page, 'no field for the user name');
  await user.fill(username);
  const secret = await fieldOf(page, map, 'login.password', anyPassword);
  if (!secret) throw noForm(page, 'no field for the password');
  await secret.fill(password);
  const before = await alertsOf(page);
  const home = new URL(page.url()).origin;
  const submit = await controlOf(page, map, 'login.submit');
  if (submit) await submit.click();
  else await secret.press('Enter');
  return provenToken(page, map, { server, user: username, home }, { within, before });
}

/**
 * Waits for the session of a login that is under way, and gives the token that the API knows as that user's. Throws
 * `Unanswered` where no session comes, or another user's. `before` = what the page said in alerts before, `home` = the
 * origin of the console. A refusal ends the wait; other alerts do not.
 */
export async function provenToken(
  page: Page,
  map: ConsoleMap,
  { server, user, home }: { server: Server; user: string; home: string },
  { within, before = [] }: { within: number; before?: readonly string[] },
): Promise<string> {
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
      if (found !== undefined || !(await refusalOn(page, map, before))) return found;
      // The session may have come meanwhile; a finder that was not asked before tries everything at once.
      return (await tokenFinder(page, map, home)(isUsers)) ?? '';
    },
    { within, every: 100 },
  );
  if (token) return token;
  if (others.size > 0) throw failed(page, `the session is ${[...others].join(' or ')}'s, not ${user}'s`);
  const said = await alertText(page);
  throw failed(page, `no session came of the login${said ? `; the page says "${redact(said)}"` : ''}`);
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
