import { once } from 'node:events';
import { request } from 'node:http';
import { isIPv4 } from 'node:net';
import { text } from 'node:stream/consumers';

/** Real ports on 127.0.0.1 of the names that the lab knows. */
export type ThirdParties = Readonly<Record<string, number>>;

/**
 * Sends JSON to a third party over plain HTTP, on loopback only: a name that the lab does not know is not found, as in
 * a network without a way out. Throws an `Error` where nobody answers or the status is 400 or above.
 */
export async function tell(
  to: { url: string; method?: string; json?: unknown; username?: string; password?: string },
  { known, unreachable = [] }: { known: ThirdParties; unreachable?: readonly string[] },
): Promise<unknown> {
  const url = URL.canParse(to.url) ? new URL(to.url) : undefined;
  if (!url) throw new Error(`not a URL: '${to.url}'`);
  const place = placeOf(url, known);
  if (!place || url.protocol !== 'http:') throw new Error(`getaddrinfo ENOTFOUND ${url.hostname}`);
  if (unreachable.includes(url.hostname)) throw new Error(`connect ETIMEDOUT ${url.host}`);
  const asked = request({
    ...place,
    method: to.method ?? 'POST',
    path: url.pathname + url.search,
    headers: { host: url.host, 'content-type': 'application/json' },
    ...(to.username ? { auth: `${to.username}:${to.password ?? ''}` } : {}),
    timeout: 3_000,
    agent: false,
  });
  asked.on('timeout', () => asked.destroy(new Error(`no answer from ${url.host}`)));
  asked.end(to.json === undefined ? undefined : JSON.stringify(to.json));
  const [response] = await once(asked, 'response');
  const said = await text(response);
  if (response.statusCode >= 400) throw new Error(`${url.host} answered ${response.statusCode}`);
  return parsed(said);
}

function placeOf(url: URL, known: ThirdParties): { host: string; port: number } | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.')))
    return { host, port: Number(url.port || 80) };
  const port = known[host];
  return port === undefined ? undefined : { host: '127.0.0.1', port };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
