import type { Page } from '@playwright/test';
import { z } from 'zod';
import { registerSecret } from '../redact.ts';
import { inTime } from './in-time.ts';
import type { ConsoleMap } from './map-file.ts';

const json = z.json();
type Json = z.output<typeof json>;
const pairs = z.array(z.tuple([z.string(), z.string()]));

/** Longest wait, in ms, for the page to say what it keeps. */
const patience = 5_000;
/** The most that is tried. */
const most = 10;
/** The most that is read of what the session's own request tells, in bytes. */
const mostTold = 1024 * 1024;
/** Runs in the page: the reply as text; an empty one where it is longer, which is broken off. */
const beginningOf = `async (path, most) => {
  const reader = (await fetch(path)).body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > most) return reader.cancel().then(() => '');
    text += decoder.decode(value, { stream: true });
  }
}`;
/** Long, in one word, and not of letters only. */
const opaque = /^(?=.*\d)[\w.~+/=-]{16,4096}$/;

/**
 * What may be the token of the session that a page of the console at the origin `home` is logged in with, the likeliest
 * first: the cookie that is known, what the session's own request tells, other cookies, what the page stores. Each is
 * redacted everywhere from here on. Whether one is good only the API can tell.
 */
export async function sessionCandidates(page: Page, map: ConsoleMap, home: string): Promise<string[]> {
  const cookies = (await page.context().cookies(home)).map(({ name, value }) => [name, value] as const);
  const isKnown = ([name]: readonly [string, string]) => map.label('session.cookie').test(name);
  const isAtHome = URL.canParse(page.url()) && new URL(page.url()).origin === home;
  const [told, stored] = isAtHome ? [await ofSession(page, map), await ofStorage(page, map)] : [[], []];
  const others = cookies.filter((cookie) => !isKnown(cookie)).map(([, value]) => decoded(value));
  const all = [
    ...cookies.filter(isKnown).map(([, value]) => decoded(value)),
    ...told,
    ...others.filter((value) => opaque.test(value)),
    ...stored,
  ];
  const candidates = [...new Set(all.filter((value) => value !== ''))].slice(0, most);
  for (const candidate of candidates) registerSecret(candidate);
  return candidates;
}

async function ofSession(page: Page, map: ConsoleMap): Promise<string[]> {
  const path = JSON.stringify(map.route('session'));
  const asked = page.evaluate<string>(`(${beginningOf})(${path}, ${mostTold})`).catch(() => '');
  return tokensIn(parsed((await inTime(asked, patience)) ?? ''), map);
}

async function ofStorage(page: Page, map: ConsoleMap): Promise<string[]> {
  const script = '[localStorage, sessionStorage].flatMap((storage) => Object.entries(storage))';
  const asked = page.evaluate<unknown>(script).catch(() => []);
  const all = pairs.safeParse(await inTime(asked, patience)).data ?? [];
  return all.flatMap(([name, text]) => {
    const value = parsed(text);
    if (value !== null && typeof value === 'object') return tokensIn(value, map);
    const plain = typeof value === 'string' ? value : text;
    return map.label('session.storage').test(name) && opaque.test(plain) ? [plain] : [];
  });
}

function parsed(text: string): Json | undefined {
  try {
    return json.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Texts in fields that are named like a token, wherever they are. */
function tokensIn(value: Json | undefined, map: ConsoleMap): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' && map.label('session.field').test(name) ? [inner] : tokensIn(inner, map),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
