import type { Page } from '@playwright/test';
import { z } from 'zod';
import { redact } from '../redact.ts';
import type { ConsoleMap } from './map-file.ts';

/**
 * Runs in the page, in one go: there are many pages. Where none of its parts is the main one, what stands around every
 * page is no content; there, fields and drawings count beside text.
 */
const read = `(() => {
  const seen = (each) => each.checkVisibility();
  const around = 'header:not(article header, section header), nav, aside, [role=banner], [role=navigation], [role=complementary], script, style, noscript, template';
  const rest = () => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.length < 20 && walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (data.trim() !== '' && !parentElement.closest(around) && seen(parentElement)) texts.push(data.trim());
    }
    const drawn = [...document.querySelectorAll('input:not([type=hidden]), textarea, canvas, iframe')];
    return texts.join(' ') || (drawn.some((each) => !each.closest(around) && seen(each)) ? ' ' : '');
  };
  const main = document.querySelector('main, [role=main]');
  const text = main ? main.innerText.trim() : rest();
  const waiting = '[role=progressbar]:not([aria-valuenow]), [aria-busy=true]';
  return {
    alerts: [...document.querySelectorAll('[role=alert]')].filter(seen).map((each) => each.innerText),
    isEmpty: text === '',
    start: text.slice(0, 100),
    isBusy: [...document.querySelectorAll(waiting)].some(seen),
  };
})()`;

const seen = z.object({
  alerts: z.array(z.string()),
  isEmpty: z.boolean(),
  start: z.string(),
  isBusy: z.boolean(),
});

/** What a page shows: what is wrong with it at once, and whether it is what the page is for. */
export interface View {
  /** An error banner, or nothing at all. */
  wrong: string[];
  /** Something is shown, and not only that it is on its way. */
  isShown: boolean;
}

/** What a person sees on a page now. */
export async function viewOf(page: Page, map: ConsoleMap): Promise<View> {
  const { alerts, isEmpty, isBusy, start } = seen.parse(await page.evaluate(read));
  const words = map.label('error.words');
  const banners = alerts.map((text) => text.trim().replace(/\s+/g, ' ')).filter((text) => words.test(text));
  return {
    wrong: [
      ...banners.map((banner) => `error banner: "${redact(banner).slice(0, 200)}"`),
      ...(isEmpty ? ['the page is blank'] : []),
    ],
    isShown: !isEmpty && !isBusy && !map.label('page.loading').test(start),
  };
}

/** Whether the page shows what it is for: something, and not only that it is on its way. */
export async function isShown(page: Page, map: ConsoleMap): Promise<boolean> {
  return (await viewOf(page, map)).isShown;
}
