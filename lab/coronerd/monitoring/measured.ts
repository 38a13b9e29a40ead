import type { MiddlewareHandler } from 'hono';
import type { Coronerd } from '../coronerd.ts';

/** Notes how long requests took, by their path. */
export function measured({ histograms }: Coronerd): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const name = c.req.path.split('/').slice(1, 3).join('/');
    if (c.res.status < 400) histograms.record(name, Math.round((performance.now() - start) * 1000));
  };
}
