import type { Page } from '@playwright/test';
import { z } from 'zod';
import { inTime } from './in-time.ts';
import type { Opening } from './open-page.ts';
import type { EntryLink } from './settings-menu.ts';
import { isShown, surfaceOf } from './surface.ts';

/** Longest wait, in ms, for the page of an entry that was pressed. */
const patience = 3_000;

/**
 * Runs in the page: presses the entry, and tells whether the page then shows something else under the entry's address.
 * Trap: what the last page showed may stay under the new address; so its text must have changed, too.
 */
const press = (entry: EntryLink, within: number) => `(async ({ name, path }) => {
  const isThere = (place) => place.origin === location.origin && place.pathname + place.search === path;
  const isNamed = (link) => (link.innerText.trim() || link.ariaLabel || '').replace(/\\s+/g, ' ') === name;
  const isPlain = (link) => link.checkVisibility() && !link.closest('main, [role=main]') && link.target === '' && !link.download;
  const text = () => document.querySelector('main, [role=main]')?.innerText.trim() ?? '';
  const link = [...document.querySelectorAll('a[href]')].find((each) => isThere(each) && isNamed(each) && isPlain(each));
  const before = text();
  if (!link || before === '' || isThere(location)) return false;
  link.click();
  for (const end = performance.now() + ${within}; performance.now() < end; ) {
    if (isThere(location) && !['', before].includes(text())) return true;
    await new Promise((done) => setTimeout(done, 10));
  }
  return false;
})(${JSON.stringify(entry)})`;

/** What became of an entry that was pressed. */
export interface InPlace {
  /** Whether its page is shown for certain, and nothing is wrong with it. */
  isShown: boolean;
  /** What went wrong meanwhile. */
  said: string[];
}

/**
 * Presses an entry of the menu on the page that is open, as a person does. A console that is one application shows the
 * entry's page then without loading itself anew, in a third of the time. Whatever is in doubt has to be loaded.
 */
export async function openInPlace(
  page: Page,
  entry: EntryLink,
  { map, watch, within }: Opening,
): Promise<InPlace> {
  const end = performance.now() + Math.min(patience, within);
  const left = () => Math.max(200, end - performance.now());
  watch.take();
  try {
    // A page that is loaded instead takes the answer with it.
    const pressed = await inTime(page.evaluate(press(entry, left())), left() + 200);
    if (!z.boolean().default(false).parse(pressed)) return { isShown: false, said: watch.take() };
    const shown = () => inTime(isShown(page, map), left()).then((is) => is ?? false);
    const open = await watch.settled(left(), shown);
    const surface = await inTime(surfaceOf(page, map), left());
    const said = watch.take();
    return { isShown: [...open, ...(surface ?? ['nothing']), ...said].length === 0, said };
  } catch {
    return { isShown: false, said: watch.take() };
  }
}
