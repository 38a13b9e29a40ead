import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { secretsShown } from './secrets-shown.ts';

/** Pictures of pages, kept as evidence. What holds a secret is covered before the picture is taken. */
export interface Pictures {
  /** Takes a picture; gives its path below the results, or undefined where the page gives none. */
  take(page: Page, name: string): Promise<string | undefined>;
}

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
        const mask = await secretsShown(page);
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
