import { expect, it } from 'vitest';
import { readSettings } from './read.ts';

const enough = { NEW_URL: 'https://new.example.com', NEW_USERNAME: 'admin', NEW_PASSWORD: 'pass-word-1' };

it('the identity provider is pinned to SSO_HOSTS only where that is set', () => {
  expect(readSettings(enough).console.ssoHosts).toEqual([]);
  const pinned = readSettings({ ...enough, SSO_HOSTS: 'login.example.com,adfs.example.com:8443' });
  expect(pinned.console.ssoHosts).toEqual(['login.example.com', 'adfs.example.com:8443']);
  expect(() => readSettings({ ...enough, SSO_HOSTS: 'https://login.example.com' })).toThrow(/SSO_HOSTS/);
});

it('Chromium has its sandbox unless CHROMIUM_SANDBOX says no', () => {
  expect(readSettings(enough).console.sandbox).toBe(true);
  expect(readSettings({ ...enough, CHROMIUM_SANDBOX: 'yes' }).console.sandbox).toBe(true);
  expect(readSettings({ ...enough, CHROMIUM_SANDBOX: 'No' }).console.sandbox).toBe(false);
  expect(() => readSettings({ ...enough, CHROMIUM_SANDBOX: 'off' })).toThrow(
    /CHROMIUM_SANDBOX.*neither yes nor no/,
  );
});
