import type { Page } from '@playwright/test';
import { z } from 'zod';
import { redact } from '../redact.ts';
import type { ConsoleMap } from './map-file.ts';

/** Runs in the page, in one go: there are many pages. */
const read = `({
  alerts: [...document.querySelectorAll('[role=alert]')].filter((each) => each.checkVisibility()).map((each) => each.innerText),
  isEmpty: (document.querySelector('main, [role=main]') ?? document.body).innerText.trim() === '',
})`;

const seen = z.object({ alerts: z.array(z.string()), isEmpty: z.boolean() });

/** What a person would see at once that is wrong: an error banner, or nothing at all. */
export async function surfaceOf(page: Page, map: ConsoleMap): Promise<string[]> {
  const { alerts, isEmpty } = seen.parse(await page.evaluate(read));
  const words = map.label('error.words');
  const banners = alerts.map((text) => text.trim().replace(/\s+/g, ' ')).filter((text) => words.test(text));
  return [
    ...banners.map((banner) => `error banner: "${redact(banner).slice(0, 200)}"`),
    ...(isEmpty ? ['the page is blank'] : []),
  ];
}
