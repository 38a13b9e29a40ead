import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authority } from '../coronerd/testing/certificates.ts';
import { limits, type RecordingServer, recordingServer } from '../coronerd/testing/recording-server.ts';
import type { ServerSettings } from '../settings/types.ts';
import { provenKey } from './certificates.ts';
import { findChromium } from './chromium.ts';
import { launchWith } from './launch.ts';

const name = 'new.backtrace.test';
const folder = mkdtempSync(join(tmpdir(), 'ca-'));
const day = 24 * 3600 * 1000;
let trusted: RecordingServer;
let expired: RecordingServer;
let stranger: RecordingServer;

function settings(server: RecordingServer): ServerSettings {
  const url = new URL(`https://${name}:${server.port}`);
  const caFile = join(folder, 'ca.pem');
  return { side: 'new', url, address: '127.0.0.1', caFile, credentials: { token: 'canary-token-2' } };
}

beforeAll(async () => {
  const own = await authority();
  writeFileSync(join(folder, 'ca.pem'), own.pem);
  const answer = () => ({ response: 'ok' });
  trusted = await recordingServer(answer, await own.issue(name));
  expired = await recordingServer(answer, await own.issue(name, new Date(Date.now() - day)));
  stranger = await recordingServer(answer, await (await authority()).issue(name));
});
afterAll(() => Promise.all([trusted, expired, stranger].map((server) => server.close())));

const keyOf = (server: RecordingServer) => provenKey(settings(server).url, settings(server), limits);

describe('the key that the browser takes for good', () => {
  it('is told only of a certificate that is good by NEW_CA_FILE', async () => {
    expect(await keyOf(trusted)).toMatch(/^[\w+/]{43}=$/);
    await expect(keyOf(expired)).rejects.toThrow(/expired.*Renew/);
    await expect(keyOf(stranger)).rejects.toThrow(/not trusted.*NEW_CA_FILE/);
  });

  it('opens that server at its address, and no other one', { timeout: 30_000 }, async () => {
    const found = findChromium(process.env.PLAYWRIGHT_CHROMIUM, chromium.executablePath());
    const keys = [(await keyOf(trusted)) ?? ''];
    const browser = await chromium.launch(launchWith({ browser: found, server: settings(trusted), keys }));
    try {
      const page = await browser.newPage();
      const reply = await page.goto(settings(trusted).url.href);
      expect(reply?.status()).toBe(200);
      for (const other of [expired, stranger])
        await expect(page.goto(settings(other).url.href)).rejects.toThrow(/ERR_CERT_/);
    } finally {
      await browser.close();
    }
  });
});
