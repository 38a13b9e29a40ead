import { Agent, request } from 'undici';
import { connectorFor } from '../coronerd/trust.ts';
import type { HttpLimits, ServerSettings } from '../settings/types.ts';

/** What became of following a link. */
export interface Opened {
  /** Status of the last reply; undefined where none came. */
  status?: number;
  /** Why none came. */
  failed?: string;
  /** Where it led, redirects included. */
  url: URL;
}

const mostRedirects = 5;

/**
 * Follows a link as somebody who is not logged in: without token, cookie or any other secret, to the server's own
 * address where one is set. A redirect is followed while `own` says that it stays on the server.
 */
export async function openLink(
  link: URL,
  server: ServerSettings,
  limits: HttpLimits,
  own: (url: URL) => boolean,
): Promise<Opened> {
  let url = link;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const reply = await get(url, server, limits);
    if ('failed' in reply) return { ...reply, url };
    const { status, location } = reply;
    if (status < 300 || status >= 400 || !location || !URL.canParse(location, url.href))
      return { status, url };
    url = new URL(location, url);
    if (!own(url)) return { status, url };
  }
  return { failed: `redirected more than ${mostRedirects} times`, url };
}

async function get(
  url: URL,
  server: ServerSettings,
  limits: HttpLimits,
): Promise<{ status: number; location: string | undefined } | { failed: string }> {
  // A tenant has a name of its own on the same machine.
  const connect = connectorFor({ ...server, url }, limits);
  const agent = new Agent({
    connect,
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
