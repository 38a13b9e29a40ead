import { setTimeout as wait } from 'node:timers/promises';
import type { MiddlewareHandler } from 'hono';
import type { Coronerd } from '../coronerd.ts';

/** Holds every reply back for the milliseconds of `behaviour.delay`. */
export function delay({ state }: Coronerd): MiddlewareHandler {
  return async (_, next) => {
    if (state.behaviour.delay) await wait(state.behaviour.delay);
    await next();
  };
}
