import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { redact } from '../redact.ts';
import { inTime } from './in-time.ts';

/** Text that is long and opaque: a token, a key, a digest. */
const opaque = /(?:^|[^\w+/=-])(?=[\w+/=-]*\d)[\w+/=-]{32,}/;

const fields = 'input, textarea';
const hidden = 'input[type=password], input[readonly], textarea[readonly]';
const named =
  'input[name*=pass i], input[name*=token i], input[name*=secret i], textarea[name*=key i], textarea[name*=token i]';

/**
 * What may hold a secret, and whether there may be any of it: a look in the page takes a small part of the time that
 * finding nothing does. Of elements with text of their own only the innermost are covered: without that, the texts of two
 * neighbours would look like one long word.
 */
const kinds: { find(page: Page): Locator; mayBe: string }[] = [
  { find: (page) => page.locator(hidden), mayBe: `has('${hidden}')` },
  {
    find: (page) => page.locator('xpath=//input[string-length(@value) > 31]'),
    mayBe: "has('input[value]')",
  },
  { find: (page) => page.locator(named), mayBe: `has('${named}')` },
  {
    find: (page) => page.locator('*:not(:has(*))').filter({ hasText: opaque }),
    mayBe: 'all.some((each) => each.childElementCount === 0 && isLong(each))',
  },
  {
    find: (page) =>
      page
        .locator('xpath=//*[*][text()[string-length(normalize-space(.)) > 31]]')
        .filter({ hasText: opaque }),
    mayBe:
      'all.some((each) => each.childElementCount > 0 && [...each.childNodes].some((node) => node.nodeType === 3 && isLong(node)))',
  },
  {
    find: (page) => page.locator('pre, code').filter({ hasText: /token|key|secret|password/i }),
    mayBe: "has('pre, code')",
  },
];

/** Runs in the page, in one go. What stands below a shadow root is not seen from there, so then there may be anything. */
const look = `(() => {
  const all = [document.body, ...document.body.querySelectorAll('*:not(script, style, noscript)')];
  const has = (selector) => document.querySelector(selector) !== null;
  const isLong = (node) => node.textContent.trim().length > 31;
  const isClear = all.every((each) => each.shadowRoot === null);
  return {
    mayBe: [${kinds.map(({ mayBe }) => mayBe).join(', ')}].map((may) => may || !isClear),
    values: isClear ? [...document.querySelectorAll('${fields}')].map((each) => each.value) : undefined,
  };
})()`;

const looked = z.object({ mayBe: z.array(z.boolean()), values: z.array(z.string()).optional() });

/**
 * What a picture of the page must not show: fields for secrets, fields that hold a registered one or something of the
 * shape of one, and elements with such a text.
 */
export async function secretsShown(page: Page): Promise<Locator[]> {
  const seen = looked.safeParse(await inTime(page.evaluate(look), 3_000)).data;
  const found = kinds.filter((_, place) => seen?.mayBe[place] ?? true).map(({ find }) => find(page));
  const all = page.locator(fields);
  const values = seen?.values ?? (await inTime(all.evaluateAll(read), 3_000)) ?? [];
  const filled = values.flatMap((value, place) => (redact(value) === value ? [] : [all.nth(place)]));
  return [...found, ...filled];
}

function read(elements: { value: string }[]): string[] {
  return elements.map(({ value }) => value);
}
