import { defineConfig } from '@playwright/test';

/** The console in a browser. `npx playwright test --headed --project=sso` lets a person watch. */
export default defineConfig({
  testDir: 'specs',
  testMatch: '**/*.spec.ts',
  outputDir: 'results/browser',
  forbidOnly: Boolean(process.env.CI),
  workers: 1,
  projects: [
    { name: 'ui', testDir: 'specs/ui' },
    { name: 'sso', testDir: 'specs/sso' },
  ],
});
