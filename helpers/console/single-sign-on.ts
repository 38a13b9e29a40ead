import type { Page, Request } from '@playwright/test';
import { poll } from '../poll.ts';
import { redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { alertText, refusalOn } from './form.ts';
import { notSignedIn, SignIn, type SsoPage } from './identity-provider.ts';
import { ssoButton } from './login-form.ts';
import type { ConsoleMap } from './map-file.ts';
import { type FindToken, tokenFinder } from './session-token.ts';
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
  /** Pages that were asked for. */
  pages: number;
  /** The identity provider sent its answer on: what comes then is not its page any more. */
  answered: boolean;
  lastFailure?: { url: URL; why: string };
}

/** Turns that a login may take, an answer or a new page, each with a bound of its own: no circle of pages is endless. */
const mostTurns = 20;

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
 * ask for name and password on one page or one after the other, and whether to go on after that. `within` bounds each
 * page; `isGood` tells whether a token is a session's. Undefined where there is no such button after a while.
 * Throws `Untrusted` where the browser stops at a certificate, `Unanswered` where the identity provider does not let in.
 */
export async function signInBySso(
  tab: SsoPage,
  map: ConsoleMap,
  account: { username: string; password: string },
  { home, within, isGood }: { home: string; within: number; isGood(token: string): Promise<boolean> },
): Promise<SsoEnd | undefined> {
  const { page, places } = tab;
  const button = await ssoButton(page, map, within);
  if (!button) return undefined;
  const way = watchWay(page, home, (url) => places.visited(url));
  const signIn = new SignIn(tab, map, account, within);
  const find = tokenFinder(page, map, home);
  await button.click({ timeout: within });
  for (let left = mostTurns; left > 0; left -= 1) {
    const before = way.pages;
    const end = await poll(
      async () =>
        (await look(tab, map, { signIn, way, home, find, isGood })) ?? (way.pages > before || undefined),
      { within, every: 100 },
    );
    if (typeof end === 'object') return end;
    if (end === undefined) break;
  }
  const last = way.origins.at(-1) ?? home;
  if (last !== home && (!way.answered || places.typedAt.includes(last))) throw await notSignedIn(page);
  return { way: way.origins, said: `after ${within / 1000} s ${await textOf(page)}` };
}

/** The end of the login if it came to one; `true` where a page was answered, and another one is waited for. */
async function look(
  tab: SsoPage,
  map: ConsoleMap,
  {
    signIn,
    way,
    home,
    find,
    isGood,
  }: { signIn: SignIn; way: Way; home: string; find: FindToken; isGood(token: string): Promise<boolean> },
): Promise<SsoEnd | true | undefined> {
  const { page } = tab;
  const { lastFailure, origins, answered } = way;
  const strays = straysOf(tab);
  if (strays && origins.at(-1) !== home) return { way: origins, said: strays };
  if (lastFailure && /ERR_CERT_/.test(lastFailure.why)) throw new Untrusted(lastFailure.url, lastFailure.why);
  if (lastFailure && !answered) throw unreachable(lastFailure);
  if (lastFailure) return { way: origins, said: `${shownUrl(lastFailure.url.href)}: ${lastFailure.why}` };
  if (origins.at(-1) !== home) {
    const wentOn = await signIn.goOn().catch((error: unknown) => {
      // The page that was read may be the new server's by then.
      if (origins.at(-1) === home) return false;
      throw error;
    });
    return wentOn || undefined;
  }
  if (origins.length === 1) return undefined;
  const token = await find(isGood);
  if (token) return { way: origins, said: strays, token };
  if (strays) return { way: origins, said: strays };
  const said = await refusalOn(page, map);
  if (said === undefined) return undefined;
  // The session may have come meanwhile; a finder that was not asked before tries everything at once.
  const late = await tokenFinder(page, map, home)(isGood);
  return late ? { way: origins, said: '', token: late } : { way: origins, said: redact(said) };
}

/** What would have gone elsewhere, and what to do; '' for nothing. */
function straysOf({ stopped, places }: SsoPage): string {
  const texts = new Set(stopped.filter(({ grave }) => grave).map(({ text }) => text));
  return texts.size > 0 ? `${[...texts].join('; ')}. ${places.next}` : '';
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

function watchWay(page: Page, home: string, onVisit: (url: URL) => void): Way {
  const way: Way = { origins: [home], pages: 0, answered: false };
  const leads = (request: Request) => request.isNavigationRequest() && request.frame() === page.mainFrame();
  page.on('request', (request) => {
    const url = new URL(request.url());
    const { origin } = url;
    if (!leads(request)) return;
    way.pages += 1;
    onVisit(url);
    way.answered ||= /(^|&)SAMLResponse=/.test(request.postData() ?? '');
    if (way.origins.at(-1) !== origin) way.origins.push(origin);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    if (leads(request) && why !== 'net::ERR_ABORTED') way.lastFailure = { url: new URL(request.url()), why };
  });
  return way;
}

async function textOf(page: Page): Promise<string> {
  const title = await page.title().catch(() => '');
  const said = await alertText(page);
  const shown = [title && `a page "${title}"`, said && `which says "${redact(said)}"`].filter(Boolean);
  return [`the browser is at ${shownUrl(page.url())}`, ...shown].join(', ');
}
