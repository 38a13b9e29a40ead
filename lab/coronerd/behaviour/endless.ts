import { setTimeout as wait } from 'node:timers/promises';
import type { MiddlewareHandler } from 'hono';
import type { Coronerd } from '../coronerd.ts';
import { startsWithAny } from './prefix.ts';

const chunk = new TextEncoder().encode(' '.repeat(16_384));

/** Begins a reply below the prefixes of `behaviour.endless` and never ends it. */
export function endless({ state }: Coronerd): MiddlewareHandler {
  return async (c, next) => {
    if (!startsWithAny(c.req.path, state.behaviour.endless)) return next();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await wait(20);
        controller.enqueue(chunk);
      },
    });
    return new Response(body, { headers: { 'content-type': 'application/json' } });
  };
}
