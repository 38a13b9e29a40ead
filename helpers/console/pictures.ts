import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { redact } from '../redact.ts';
import { inTime } from './in-time.ts';

/** Pictures of pages, kept as evidence. What holds a secret is covered before the picture is taken. */
export interface Pictures {
  /** Takes a picture; gives its path below the results, or undefined where the page gives none. */
  take(page: Page, name: string): Promise<string | undefined>;
}

/** Text that is long and opaque: a token, a key, a digest. */
const opaque = /\b(?=[\w+/=-]*\d)[\w+/=-]{32,}/;
/** Elements with text of their own: without it, the texts of two neighbours would look like one long word. */
const withText = ['*:not(:has(*))', 'xpath=//*[*][text()[string-length(normalize-space(.)) > 31]]'];

/** Pictures of one step, in `evidence/` below the results; those of an earlier run are removed. */
export function picturesIn(results: string, step: string): Pictures {
  const folder = join(results, 'evidence', step);
  rmSync(folder, { recursive: true, force: true });
  const taken = new Map<string, number>();
  return {
    async take(page, name) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const plain = name
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 80);
      const count = (taken.get(plain) ?? 0) + 1;
      taken.set(plain, count);
      const file = `${plain}${count > 1 ? `-${count}` : ''}.jpg`;
      try {
        const mask = [...secretsOn(page), ...((await inTime(filledWithSecrets(page), 3_000)) ?? [])];
        const look = { type: 'jpeg', quality: 70, maskColor: '#888888', timeout: 5_000 } as const;
        const picture = await page.screenshot({ ...look, mask });
        writeFileSync(join(folder, file), picture, { mode: 0o600 });
      } catch {
        return undefined;
      }
      return join('evidence', step, file);
    },
  };
}

/** Removes the pictures of these steps, as an earlier run left them. */
export function removePictures(results: string, steps: readonly string[]): void {
  for (const step of steps) rmSync(join(results, 'evidence', step), { recursive: true, force: true });
}

/** Fields that hold a registered secret, or something of the shape of one. */
async function filledWithSecrets(page: Page): Promise<Locator[]> {
  const fields = page.locator('input, textarea');
  const values = await fields.evaluateAll((all: { value: string }[]) => all.map(({ value }) => value));
  return values.flatMap((value, place) => (redact(value) === value ? [] : [fields.nth(place)]));
}

/** Password fields, fields with something opaque in them, and elements with such a text. */
function secretsOn(page: Page): Locator[] {
  return [
    page.locator('input[type=password], input[readonly], textarea[readonly]'),
    page.locator('xpath=//input[string-length(@value) > 31]'),
    page.locator(
      'input[name*=pass i], input[name*=token i], input[name*=secret i], textarea[name*=key i], textarea[name*=token i]',
    ),
    ...withText.map((elements) => page.locator(elements).filter({ hasText: opaque })),
    page.locator('pre, code').filter({ hasText: /token|key|secret|password/i }),
  ];
}
