import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { identify, person } from '../identity.ts';
import type { LabEnv } from '../input.ts';

const request = z.object({ url: z.string() });

/**
 * `POST /api/share`: a shortened link to a page of the console. That there is such a service is documented, its wire
 * is not; this one is the lab's own. The link bears the host under which it was asked for.
 */
export function shareEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/share', (c) => {
    person(identify(coronerd, c.var.input.token));
    const own = new URL(c.req.url);
    const parsed = request.safeParse(c.var.input.json());
    const page = parsed.success && URL.canParse(parsed.data.url) ? new URL(parsed.data.url) : undefined;
    if (page?.host !== own.host) throw invalidParameter('url', 'a page of this console is needed');
    const link = new URL(`/s/${keep(coronerd, page)}`, own);
    const { linkHost } = coronerd.state.behaviour.console?.share ?? {};
    if (linkHost) link.hostname = linkHost;
    return c.json({ url: link.href });
  });
}

/** Keeps the way to a page; gives its id. */
function keep({ state }: Coronerd, { pathname, search, hash }: URL): string {
  const id = randomBytes(6).toString('base64url');
  // Two slashes at its beginning would lead to another host.
  state.shares = { ...state.shares, [id]: `${pathname.replace(/^\/+/, '/')}${search}${hash}` };
  return id;
}

/** The way that a shortened link stands for; undefined for one that is not known. */
export function sharedPath({ state }: Coronerd, id: string): string | undefined {
  const { dead, otherPage } = state.behaviour.console?.share ?? {};
  if (dead) return undefined;
  return otherPage ? '/' : state.shares?.[id];
}
