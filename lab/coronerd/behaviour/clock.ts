import type { MiddlewareHandler } from 'hono';
import type { Coronerd } from '../coronerd.ts';

/** Dates replies with the time of the simulated machine. */
export function clock(coronerd: Coronerd): MiddlewareHandler {
  return async (c, next) => {
    await next();
    c.res.headers.set('date', new Date(coronerd.now() * 1000).toUTCString());
  };
}
