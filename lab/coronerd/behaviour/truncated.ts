import type { MiddlewareHandler } from 'hono';
import type { Coronerd } from '../coronerd.ts';
import { startsWithAny } from './prefix.ts';

/** Cuts the JSON replies below the prefixes of `behaviour.truncated` in the middle. */
export function truncated({ state }: Coronerd): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const isJson = c.res.headers.get('content-type')?.startsWith('application/json');
    if (!isJson || !startsWithAny(c.req.path, state.behaviour.truncated)) return;
    const text = await c.res.text();
    c.res = new Response(text.slice(0, Math.floor(text.length / 2)), {
      status: c.res.status,
      headers: { 'content-type': 'application/json' },
    });
  };
}
