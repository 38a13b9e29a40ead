import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { expect, it } from 'vitest';
import { findChromium } from '../../helpers/console/chromium.ts';
import { withoutChromium } from '../console/testing/browser.ts';
import { defaultPair } from '../state/default-pair.ts';
import { takeViolations } from '../testing/offline/record.js';
import { root, runPlaywright, verify } from './verify.ts';

const timeout = 60_000;

it('a verification that a test starts asks no foreign name server, and the test is told', {
  timeout,
}, async () => {
  const astray = (given: Record<string, string>) => ({ ...given, DNS_SERVER: '192.0.2.1' });
  await verify(defaultPair({ seed: 7 }), astray, undefined, ['/server/network']);
  expect(takeViolations().join('\n')).toContain('(by dns.promises.Resolver.resolveCname at 192.0.2.1)');
});

it.skipIf(withoutChromium)(
  'a page that Playwright opens leaves this machine no more, and the test is told',
  { timeout },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'planted-'));
    const found = findChromium(process.env.PLAYWRIGHT_CHROMIUM, chromium.executablePath());
    const launchOptions = 'path' in found && found.path ? { executablePath: found.path } : {};
    const planted = `import { expect, test } from '@playwright/test';
test.use(${JSON.stringify({ launchOptions })});
test('x', async ({ page }) => { await expect(page.goto('https://leaves.example/')).rejects.toThrow('net::ERR_'); });`;
    try {
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      writeFileSync(join(folder, 'playwright.config.mjs'), 'export default {}');
      writeFileSync(join(folder, 'planted.spec.mjs'), planted);
      const { exitCode, printed } = await runPlaywright([], {}, folder).ended;
      expect(printed).toContain('1 passed');
      expect(exitCode).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
    const message = 'a test must not leave this machine: leaves.example:443 (by Chromium)';
    expect(takeViolations().join('\n')).toContain(message);
  },
);
