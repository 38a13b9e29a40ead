import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folderOf = (name: string) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** Files that Node runs in place of `npx vitest` and `npx playwright`. */
export const runners = {
  vitest: join(folderOf('vitest'), 'vitest.mjs'),
  playwright: join(folderOf('@playwright/test'), 'cli.js'),
};
