import { lookup } from 'node:dns/promises';
import { Agent, request } from 'undici';
import { connectorFor } from '../coronerd/trust.ts';
import type { HttpLimits, ServerSettings } from '../settings/types.ts';
import { isHere, isOn, withoutUser } from './own-hosts.ts';
import { bareHost, isThisMachine } from './this-machine.ts';

/** What became of following a link. */
export interface Opened {
  /** Status of the last reply; undefined where none came. */
  status?: number;
  /** Why none came. */
  failed?: string;
  /** Why `url`, though it is the server's, was not asked. */
  refused?: string;
  /** Where it led, redirects included. */
  url: URL;
}

/** Gives the addresses that a name leads to. */
type Resolve = (name: string) => Promise<readonly { address: string }[]>;

const mostRedirects = 5;

/**
 * Follows a link as somebody who is not logged in: without token, cookie, user or any other secret. `own` are the hosts
 * that are asked (see `ownHosts`), at each redirect anew; the server's own names lead to where the server is, whatever DNS
 * says of them. https is never left for http, and what means this machine is not asked unless NEW_URL means it.
 */
export async function openLink(
  link: URL,
  server: ServerSettings,
  limits: HttpLimits,
  own: readonly string[],
  resolve: Resolve = (name) => lookup(name, { all: true }),
): Promise<Opened> {
  let url = withoutUser(link);
  let status: number | undefined;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const refused = refusal(url, server, own);
    if (refused !== undefined) return { ...(status === undefined ? {} : { status }), refused, url };
    if (!isOn(own, url))
      return status === undefined ? { refused: 'it leads elsewhere', url } : { status, url };
    const reply = await get(url, await placeOf(url, server, own, resolve).catch(asError), limits);
    if ('failed' in reply) return { ...reply, url };
    const { location } = reply;
    status = reply.status;
    if (status < 300 || status >= 400 || !location || !URL.canParse(location, url.href))
      return { status, url };
    url = withoutUser(new URL(location, url));
  }
  return { failed: `redirected more than ${mostRedirects} times`, url };
}

/** Why a URL is not asked though it may be the server's. */
function refusal(url: URL, server: ServerSettings, own: readonly string[]): string | undefined {
  if (isThisMachine(url.hostname) && url.hostname !== server.url.hostname)
    return `${url.hostname} is another machine to everybody who follows it`;
  if (isOn(own, url) && server.url.protocol === 'https:' && url.protocol !== 'https:')
    return 'it leaves https for plain http';
  return undefined;
}

async function get(
  url: URL,
  place: ServerSettings | Error,
  limits: HttpLimits,
): Promise<{ status: number; location: string | undefined } | { failed: string }> {
  if (place instanceof Error) return { failed: place.message };
  const agent = new Agent({
    connect: connectorFor(place, limits, () => true),
    headersTimeout: limits.headersTimeout,
    bodyTimeout: limits.bodyTimeout,
  });
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      signal: AbortSignal.timeout(limits.totalTimeout),
    });
    body.on('error', () => undefined).destroy();
    const { location } = headers;
    return { status: statusCode, location: Array.isArray(location) ? location[0] : location };
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return { failed: [message, code].filter(Boolean).join(', ') || 'no reply' };
  } finally {
    await agent.destroy();
  }
}

/**
 * Where a connection goes. The server's own names, those of tenants among them, are on one machine; another host that is
 * listed is where its name leads, unless that is this machine.
 */
async function placeOf(
  url: URL,
  server: ServerSettings,
  own: readonly string[],
  resolve: Resolve,
): Promise<ServerSettings> {
  if (isHere(own, url) || url.hostname === server.url.hostname) return server;
  const found = await resolve(bareHost(url.hostname));
  const local = found.find(({ address }) => isThisMachine(address));
  if (local) throw new Error(`${url.hostname} leads to ${local.address}, which is this machine`);
  return { ...server, url, address: found[0]?.address };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
