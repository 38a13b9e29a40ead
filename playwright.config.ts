import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { workers } from './fixtures/console/workers.ts';
import { settings } from './fixtures/settings.ts';
import { runFolder } from './helpers/console/session-file.ts';

// Playwright would keep what a page shows in words beside each error; a page may show tokens.
process.env.PLAYWRIGHT_NO_COPY_PROMPT = '1';

/** The console in a browser. `npx playwright test --headed --project=sso` lets a person watch. */
export default defineConfig({
  testMatch: '**/*.spec.ts',
  globalSetup: './fixtures/console/run-setup.ts',
  reporter: './fixtures/playwright-reporter.ts',
  // What a run leaves there is removed when it ends.
  outputDir: join(runFolder(), 'output'),
  forbidOnly: Boolean(process.env.CI),
  workers: workers(settings, process.argv),
  // Every page has bounds of its own; this one is for what nobody thought of.
  timeout: 45 * 60_000,
  use: { trace: 'off', video: 'off', screenshot: 'off' },
  projects: [
    { name: 'login', testDir: 'fixtures/console', testMatch: 'login.setup.ts' },
    { name: 'ui', testDir: 'specs/ui', dependencies: ['login'] },
    { name: 'sso', testDir: 'specs/sso', dependencies: ['login'] },
  ],
});
