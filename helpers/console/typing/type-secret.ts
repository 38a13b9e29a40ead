import type { ElementHandle, Locator } from '@playwright/test';
import { redact } from '../../redact.ts';
import { Unanswered } from '../../unanswered.ts';
import { firstLine } from '../../verdict/text.ts';
import { shownUrl } from '../shown-url.ts';
import { placeOf } from './form-targets.ts';
import type { GuardedPage } from './guarded-page.ts';

/** Tries, each looked at anew: a page that draws itself again takes the field away from under the hand. */
const mostTries = 5;
/** The element, or the whole page, is another one by now; nothing was typed or pressed. */
const isGone =
  /not attached|context was destroyed|because of a navigation|frame was detached|different document|cannot find context|handle is disposed/i;

/**
 * Fills in a field of a guarded page, where its page and where its form is sent are as `places` says. Looking and typing
 * are one document's: one that is left between the two takes nothing. `submit` is the button that sends the form; without
 * it, Enter does. Gives the address of the page. Throws `Unanswered` where nothing may be typed, or cannot be.
 */
export async function typeSecret(
  tab: GuardedPage,
  field: Locator,
  text: string,
  { submit, within }: { submit: Locator | undefined; within: number },
): Promise<URL> {
  return withElement(tab, field, within, async (element) => {
    if (submit) await refuseAstray(tab, await elementOf(submit, within), false);
    const at = await refuseAstray(tab, element, submit === undefined);
    await element.fill(text, { timeout: within });
    return at;
  });
}

/** Sends the form of a field that was filled in, after the same look. Throws as `typeSecret` does. */
export async function sendForm(
  tab: GuardedPage,
  field: Locator,
  { submit, within }: { submit: Locator | undefined; within: number },
): Promise<void> {
  await withElement(tab, submit ?? field, within, async (element) => {
    await refuseAstray(tab, element, submit === undefined);
    if (submit) await element.click({ timeout: within });
    else await element.press('Enter', { timeout: within });
  });
}

type Element = ElementHandle<unknown>;

async function withElement<T>(
  tab: GuardedPage,
  place: Locator,
  within: number,
  use: (element: Element) => Promise<T>,
): Promise<T> {
  for (let left = mostTries; ; left -= 1) {
    try {
      const element = await elementOf(place, within);
      return await use(element).finally(() => element.dispose().catch(() => undefined));
    } catch (error) {
      if (error instanceof Unanswered) throw error;
      // Playwright's messages go on with a log that has what was typed.
      const why = redact(firstLine(error instanceof Error ? error.message : String(error)));
      if (left <= 1 || !isGone.test(why))
        throw refused(tab, `a field or button of the page cannot be used: ${why}`);
    }
  }
}

async function elementOf(place: Locator, within: number): Promise<Element> {
  return place.elementHandle({ timeout: within });
}

/**
 * Throws unless the element's own document, by its own word and by the browser's, is where something may be typed; gives
 * its address.
 */
async function refuseAstray(tab: GuardedPage, element: Element, byEnter: boolean): Promise<URL> {
  const { page, places } = tab;
  const { origin, href, base, targets } = await placeOf(element, byEnter);
  // Read after the element was found: were its document left meanwhile, the element takes nothing any more.
  const isMain = (await element.ownerFrame()) === page.mainFrame();
  if (!isMain) throw refused(tab, 'the field stands in a frame of the page: nothing was typed');
  for (const address of [page.url(), href]) {
    const why = URL.canParse(address)
      ? places.page(new URL(address))
      : 'the address of the page cannot be read';
    if (why) throw refused(tab, `${why}: nothing was typed. ${places.next}`);
  }
  const at = new URL(href);
  if (at.origin !== origin) throw refused(tab, 'the page gives itself another origin: nothing was typed');
  for (const target of targets) {
    const to = URL.canParse(target || href, base) ? new URL(target || href, base) : undefined;
    // A script of the page's own, whose requests are looked at like all others.
    if (to?.protocol === 'javascript:') continue;
    const why = to ? places.form(to, at) : `the form of the page at ${origin} is sent to no address`;
    if (why) throw refused(tab, `${why}: it was not filled in or sent. ${places.next}`);
  }
  return at;
}

function refused({ page, places }: GuardedPage, what: string): Unanswered {
  return new Unanswered(what, {
    asked: 'a login in the browser',
    where: shownUrl(page.url()),
    next: places.next,
  });
}
