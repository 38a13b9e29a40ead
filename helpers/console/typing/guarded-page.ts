import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { z } from 'zod';
import { redact, registerSecret } from '../../redact.ts';
import { Unanswered } from '../../unanswered.ts';
import { shownUrl } from '../shown-url.ts';
import type { Places } from './places.ts';

/** A request that was failed before it was sent. */
export interface Stopped {
  /** Method, address and why, as it may be shown. */
  text: string;
  /** It is the page's next, or holds what was typed: the login went the wrong way. Others may be mere counting of visits. */
  grave: boolean;
}

/** A page in which something secret is typed: what it sends, and whatever it opens, is looked at before it is sent. */
export interface GuardedPage {
  readonly page: Page;
  readonly places: Places;
  /** Requests that were stopped, the first ones. */
  readonly stopped: readonly Stopped[];
  /** Ends the guard; for when the page's context is closed. */
  end(): Promise<void>;
}

/** More is not kept: a page may try again and again. */
const mostKept = 10;
/** A shorter text is found in any address. */
const shortest = 4;

const paused = z.object({
  requestId: z.string(),
  resourceType: z.string(),
  frameId: z.string(),
  redirectedRequestId: z.string().optional(),
  request: z.object({
    url: z.string(),
    method: z.string(),
    postData: z.string().optional(),
    hasPostData: z.boolean().optional(),
  }),
});
type Request = z.output<typeof paused>['request'];

/**
 * Opens a page whose requests with a body, and those whose address holds a secret, go only where `places` says; others are
 * failed before they are sent, also where a server redirects there, and those of frames, workers and windows that the page
 * opens. That holds for the whole browser until `end`, since a new window has no session of its own in time.
 */
export async function openGuarded(context: BrowserContext, places: Places): Promise<GuardedPage> {
  const browser = context.browser();
  if (!browser) throw new Error('the browser of this context is not known');
  for (const secret of places.secrets) registerSecret(secret);
  const session = await browser.newBrowserCDPSession();
  const stopped: Stopped[] = [];
  let mainFrame: string | undefined;
  session.on('Fetch.requestPaused', (event) => {
    const verdict = judge(event, places, mainFrame);
    if (verdict && stopped.length < mostKept) stopped.push(verdict);
    void answer(session, event, verdict === undefined);
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] });
  const end = () => session.detach().catch(() => undefined);
  try {
    const page = await context.newPage();
    mainFrame = await mainFrameOf(page);
    return { page, places, stopped, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Chromium calls a page and its main frame by the same id. */
async function mainFrameOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  await session.detach();
  return targetInfo.targetId;
}

async function answer(
  session: CDPSession,
  { requestId }: { requestId: string },
  goesOn: boolean,
): Promise<void> {
  const answered = goesOn
    ? session.send('Fetch.continueRequest', { requestId })
    : session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  // The page, or the whole browser, may be gone by now.
  await answered.catch(() => undefined);
}

/** Why a request is not sent; one that is not understood is not. */
function judge(event: unknown, places: Places, mainFrame: string | undefined): Stopped | undefined {
  const { data } = paused.safeParse(event);
  if (!data || !URL.canParse(data.request.url))
    return { text: 'a request that was not understood', grave: true };
  const { request, resourceType, frameId, redirectedRequestId } = data;
  const url = new URL(request.url);
  const hasBody = request.hasPostData === true || request.postData !== undefined;
  const hasSecret = holdsSecret(request, places.secrets);
  const why = hasBody || hasSecret ? places.request(url) : undefined;
  if (!why) return undefined;
  const how = redirectedRequestId === undefined ? '' : ' by a redirect';
  return {
    text: redact(`${request.method} ${url.origin}${url.pathname}${how} was not sent: ${why}`),
    grave: hasSecret || (resourceType === 'Document' && frameId === mainFrame),
  };
}

/** A secret as it looks in addresses, forms and JSON, or what the identity provider vouches with. */
function holdsSecret({ url, postData = '' }: Request, secrets: readonly string[]): boolean {
  const text = `${url}\n${postData}`;
  if (/(?:^|[?&\n])(?:SAMLResponse|wresult|id_token)=/.test(text)) return true;
  const forms = secrets
    .filter(({ length }) => length >= shortest)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ v: secret }).toString().slice(2),
      JSON.stringify(secret).slice(1, -1),
    ]);
  return forms.some((form) => text.includes(form));
}

/** Throws `Unanswered` where the page tried to send what was typed to somewhere else. */
export function refuseStrays({ stopped, places, page }: GuardedPage): void {
  const strays = stopped.filter(({ grave }) => grave);
  if (strays.length === 0) return;
  const texts = [...new Set(strays.map(({ text }) => text))];
  throw new Unanswered(`what was typed would have gone elsewhere: ${texts.join('; ')}. ${places.next}`, {
    asked: 'a login in the browser',
    where: shownUrl(page.url()),
    next: places.next,
  });
}
