import type { Page } from '@playwright/test';
import { z } from 'zod';
import { poll } from '../poll.ts';
import { inTime } from './in-time.ts';
import type { Opening } from './open-page.ts';
import type { EntryLink } from './settings-menu.ts';
import { viewOf } from './surface.ts';

/** Longest wait, in ms, for the page of an entry that was pressed. */
const patience = 3_000;

/**
 * Runs in the page: presses the entry, where it is there to be pressed, and waits until the page shows something else
 * under the entry's address. Trap: what the last page showed may stay under the new address; so the text must have
 * changed, too, breadcrumbs and the like aside.
 */
const press = (entry: EntryLink, within: number) => `(async ({ name, path }) => {
  const isThere = (place) => place.origin === location.origin && place.pathname + place.search === path;
  const isNamed = (link) => (link.innerText.trim() || link.ariaLabel || '').replace(/\\s+/g, ' ') === name;
  const isPlain = (link) => link.checkVisibility() && !link.closest('main, [role=main]') && link.target === '' && !link.download;
  const text = () => {
    const main = document.querySelector('main, [role=main]');
    const menus = [...(main?.querySelectorAll('nav, [role=navigation]') ?? [])].map((each) => each.innerText);
    return menus.reduce((rest, menu) => rest.replace(menu, ''), main?.innerText ?? '').trim();
  };
  const link = [...document.querySelectorAll('a[href]')].find((each) => isThere(each) && isNamed(each) && isPlain(each));
  const before = text();
  if (!link || before === '' || isThere(location)) return 'absent';
  link.click();
  for (const end = performance.now() + ${within}; performance.now() < end; ) {
    if (isThere(location) && !['', before].includes(text())) return 'shown';
    await new Promise((done) => setTimeout(done, 10));
  }
  return 'in doubt';
})(${JSON.stringify(entry)})`;

const outcome = z.enum(['absent', 'shown', 'in doubt']).catch('in doubt');
type Outcome = z.output<typeof outcome>;

/** What became of an entry that was to be pressed. */
export interface InPlace {
  /** `shown`: its page is, for certain, and nothing is wrong with it; `absent`: nothing was pressed. */
  outcome: Outcome;
  /** What went wrong meanwhile. */
  said: string[];
}

/**
 * Presses an entry of the menu on the page that is open, as a person does. A console that is one application shows the
 * entry's page then without loading itself anew, in half the time. Whatever is not shown has to be loaded.
 */
export async function openInPlace(page: Page, entry: EntryLink, opening: Opening): Promise<InPlace> {
  const { watch } = opening;
  watch.take();
  // A page that is loaded instead takes the answer with it.
  const shown = await pressAndLook(page, entry, opening).catch(() => 'in doubt' as const);
  if (shown !== 'in doubt') return { outcome: shown, said: watch.take() };
  // What the press began must not break off the load that follows.
  await inTime(page.evaluate('window.stop()'), 500).catch(() => undefined);
  return { outcome: shown, said: watch.take() };
}

async function pressAndLook(page: Page, entry: EntryLink, { map, watch, within }: Opening): Promise<Outcome> {
  const end = performance.now() + Math.min(patience, within);
  const left = () => Math.max(200, end - performance.now());
  const pressed = outcome.parse(await inTime(page.evaluate(press(entry, left())), left() + 200));
  if (pressed !== 'shown') return pressed;
  const view = () => inTime(viewOf(page, map), left());
  const look = async () => {
    const open = await watch.settled(left(), async () => (await view())?.isShown ?? false);
    const seen = await view();
    if (!seen || open.length > 0 || seen.wrong.length > 0) return 'in doubt';
    return seen.isShown ? 'shown' : undefined;
  };
  const looked = (await poll(look, { within: left(), every: 50 })) ?? 'in doubt';
  return watch.hasFound() ? 'in doubt' : looked;
}
