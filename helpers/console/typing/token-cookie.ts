import type { BrowserContext } from '@playwright/test';

type Cookie = Parameters<BrowserContext['addCookies']>[0][number];

/**
 * A session token as the console's cookie `token` (contract §2.1): of this host alone, and of https alone where the
 * console is https.
 */
export function tokenCookie(console: URL, token: string): Cookie {
  return {
    name: 'token',
    value: token,
    domain: console.hostname,
    path: '/',
    httpOnly: true,
    secure: console.protocol === 'https:',
  };
}
