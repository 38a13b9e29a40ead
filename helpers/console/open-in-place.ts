import type { Page } from '@playwright/test';
import { z } from 'zod';
import { inTime } from './in-time.ts';
import type { Opening } from './open-page.ts';
import type { EntryLink } from './settings-menu.ts';
import { isShown, surfaceOf } from './surface.ts';

/** Longest wait, in ms, for the page of an entry that was pressed. */
const patience = 3_000;

/**
 * Runs in the page: presses the entry, where it is there to be pressed, and waits until the page shows something else
 * under the entry's address. Trap: what the last page showed may stay under the new address; so its text must have changed, too.
 */
const press = (entry: EntryLink, within: number) => `(async ({ name, path }) => {
  const isThere = (place) => place.origin === location.origin && place.pathname + place.search === path;
  const isNamed = (link) => (link.innerText.trim() || link.ariaLabel || '').replace(/\\s+/g, ' ') === name;
  const isPlain = (link) => link.checkVisibility() && !link.closest('main, [role=main]') && link.target === '' && !link.download;
  const text = () => document.querySelector('main, [role=main]')?.innerText.trim() ?? '';
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

/** What became of an entry that was to be pressed. */
export interface InPlace {
  /** `shown`: its page is, for certain, and nothing is wrong with it; `absent`: nothing was pressed. */
  outcome: z.output<typeof outcome>;
  /** What went wrong meanwhile. */
  said: string[];
}

/**
 * Presses an entry of the menu on the page that is open, as a person does. A console that is one application shows the
 * entry's page then without loading itself anew, in a third of the time. Whatever is not shown has to be loaded.
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
    const pressed = outcome.parse(await inTime(page.evaluate(press(entry, left())), left() + 200));
    if (pressed !== 'shown') return { outcome: pressed, said: watch.take() };
    const shown = () => inTime(isShown(page, map), left()).then((is) => is ?? false);
    const open = await watch.settled(left(), shown);
    const surface = (await inTime(surfaceOf(page, map), left())) ?? ['the page does not react'];
    const said = watch.take();
    return { outcome: [...open, ...surface, ...said].length > 0 ? 'in doubt' : 'shown', said };
  } catch {
    return { outcome: 'in doubt', said: watch.take() };
  }
}
