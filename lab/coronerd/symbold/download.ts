import { once } from 'node:events';
import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import type { SymbolServer } from '../../state/types.ts';
import { resolve, type SymbolHosts } from './hosts.ts';

/** Larger files than this, in bytes, are not taken. */
const largest = 64 * 1024 * 1024;

/** How a server is asked: its credentials, its proxy and its patience. */
export type Access = Pick<SymbolServer, 'credentials' | 'proxy' | 'timeout'>;

/** What a URL answers with, redirects included; throws an `Error` with the reason when nothing does. */
export async function download(
  url: string,
  access: Access,
  hosts: SymbolHosts,
  signal: AbortSignal,
): Promise<{ status: number; body: Buffer }> {
  const ended = new AbortController();
  const end = () => ended.abort();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end();
  }, access.timeout * 1000);
  signal.addEventListener('abort', end);
  try {
    const asked = request({ ...target(new URL(url), access, hosts), agent: false, signal: ended.signal });
    // An error can still come after the response has begun, when nobody waits for it any more.
    asked.on('error', () => {});
    const [response] = (await once(asked.end(), 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, body: await bodyOf(response) };
  } catch (error) {
    if (late) throw new Error(`no answer within ${access.timeout} s`);
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/** Where a request goes and how it is worded; throws an `Error` for a name that the lab does not know. */
function target(wanted: URL, { credentials, proxy }: Access, hosts: SymbolHosts): RequestOptions {
  const next = proxy ? new URL(`http://${proxy.host}:${proxy.port}`) : wanted;
  const place = resolve(hosts, next.origin);
  if (!place) throw new Error(`getaddrinfo ENOTFOUND ${next.hostname}`);
  return {
    host: place.hostname,
    port: place.port,
    path: proxy ? wanted.href : `${wanted.pathname}${wanted.search}`,
    headers: {
      host: wanted.host,
      ...(credentials ? { authorization: basic(credentials.userName, credentials.password) } : {}),
      ...(proxy?.username ? { 'proxy-authorization': basic(proxy.username, proxy.password) } : {}),
    },
  };
}

function basic(userName: string, password: string): string {
  return `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
}

async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > largest) throw new Error(`more than ${largest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
