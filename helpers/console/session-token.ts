import type { Page } from '@playwright/test';
import { z } from 'zod';
import { registerSecret } from '../redact.ts';
import { inTime } from './in-time.ts';

const json = z.json();

/** Longest wait, in ms, for the reply of the session. */
const patience = 5_000;

/**
 * The token of the session that the page is logged in with: the cookie `token`, else what `GET /api/session` tells,
 * which the vendor's guide names, else what the page keeps under such a name. It is redacted everywhere from here on.
 * Undefined where there is none; whether it is good only the API can tell.
 */
export async function sessionToken(page: Page): Promise<string | undefined> {
  const token = (await fromCookie(page)) ?? (await fromSession(page)) ?? (await fromStorage(page));
  registerSecret(token);
  return token;
}

async function fromCookie(page: Page): Promise<string | undefined> {
  const cookies = await page.context().cookies(page.url());
  return cookies.find(({ name, value }) => name === 'token' && value !== '')?.value;
}

async function fromSession(page: Page): Promise<string | undefined> {
  const asked = page.evaluate(async () => (await fetch('/api/session')).text()).catch(() => '');
  const body = (await inTime(asked, patience)) ?? '';
  try {
    return tokenIn(json.parse(JSON.parse(body)));
  } catch {
    return undefined;
  }
}

async function fromStorage(page: Page): Promise<string | undefined> {
  const { origins } = await page.context().storageState();
  const stored = origins
    .filter(({ origin }) => origin === new URL(page.url()).origin)
    .flatMap(({ localStorage }) => localStorage);
  return stored.find(({ name, value }) => /token/i.test(name) && /^[\w-]{16,}$/.test(value))?.value;
}

type Json = z.output<typeof json>;

function tokenIn(value: Json): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'token' && typeof inner === 'string' && inner !== '') return inner;
    const deeper = tokenIn(inner);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
