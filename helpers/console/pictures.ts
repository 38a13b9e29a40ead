import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';

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
      mkdirSync(folder, { recursive: true });
      const plain = name
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 80);
      const count = (taken.get(plain) ?? 0) + 1;
      taken.set(plain, count);
      const file = `${plain}${count > 1 ? `-${count}` : ''}.jpg`;
      const options = {
        type: 'jpeg',
        quality: 70,
        mask: secretsOn(page),
        maskColor: '#888888',
        timeout: 5_000,
      } as const;
      try {
        await page.screenshot({ ...options, path: join(folder, file) });
      } catch {
        return undefined;
      }
      return join('evidence', step, file);
    },
  };
}

/** Password fields, fields with something opaque in them, and elements with such a text. */
function secretsOn(page: Page): Locator[] {
  return [
    page.locator('input[type=password], input[readonly], textarea[readonly]'),
    page.locator('xpath=//input[string-length(@value) > 31]'),
    page.locator(
      'input[name*=token i], input[name*=secret i], textarea[name*=key i], textarea[name*=token i]',
    ),
    ...withText.map((elements) => page.locator(elements).filter({ hasText: opaque })),
    page.locator('pre, code').filter({ hasText: /token|key|secret|password/i }),
  ];
}
