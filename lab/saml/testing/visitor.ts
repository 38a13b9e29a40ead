import { readFile } from 'node:fs/promises';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import type { RunningPair } from '../../pair.ts';

/** A page as it was answered, redirects not followed. */
export interface Page {
  url: string;
  status: number;
  location: string;
  text: string;
  /** The `Set-Cookie` headers. */
  cookies: string[];
}

/** The first form of a page. */
export interface Form {
  action: string;
  fields: Record<string, string>;
}

/** Walks through pages as a browser does, with cookies of each host, and follows no redirect by itself. */
export class Visitor {
  readonly #agent: Agent;
  readonly #cookies = new Map<string, Map<string, string>>();

  constructor(addresses: Record<string, string>, ca: string) {
    const lookup: LookupFunction = (hostname, _, done) => {
      done(null, [{ address: addresses[hostname] ?? '127.0.0.1', family: 4 }]);
    };
    this.#agent = new Agent({ connect: { ca, lookup } });
  }

  /** A visitor who knows the names of a pair and trusts its authority. */
  static async of(pair: RunningPair): Promise<Visitor> {
    const { environment, old, new: fresh } = pair;
    const addresses = { [old.state.hostname]: old.address, [fresh.state.hostname]: fresh.address };
    return new Visitor(addresses, await readFile(environment.NEW_CA_FILE ?? '', 'utf8'));
  }

  get(url: string): Promise<Page> {
    return this.#ask(url, 'GET');
  }

  post(url: string, fields: Record<string, string>): Promise<Page> {
    return this.#ask(url, 'POST', new URLSearchParams(fields).toString());
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #ask(url: string, method: 'GET' | 'POST', body?: string): Promise<Page> {
    const jar = this.#cookies.get(new URL(url).host) ?? new Map<string, string>();
    this.#cookies.set(new URL(url).host, jar);
    const headers = {
      cookie: [...jar].map((pair) => pair.join('=')).join('; '),
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const reply = await request(url, { dispatcher: this.#agent, method, body, headers });
    const cookies = [reply.headers['set-cookie'] ?? []].flat();
    for (const cookie of cookies) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      if (/max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = [reply.headers.location ?? ''].flat()[0] ?? '';
    const text = await reply.body.text();
    return { url, status: reply.statusCode, location, text, cookies };
  }
}

/** The form of a page, its action as an absolute URL; throws when there is none. */
export function formOf(page: Page): Form {
  const action = /<form[^>]*\saction="([^"]*)"/.exec(page.text)?.[1];
  if (action === undefined) throw new Error(`no form at ${page.url} (${page.status}): ${page.text}`);
  const inputs = page.text.matchAll(/<input\b[^>]*\sname="([^"]*)"(?:[^>]*\svalue="([^"]*)")?[^>]*>/g);
  const fields = Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, plain(value)]));
  return { action: new URL(plain(action), page.url).href, fields };
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}
