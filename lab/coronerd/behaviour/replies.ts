import type { MiddlewareHandler } from 'hono';
import type { Coronerd } from '../coronerd.ts';

/** Answers the paths of `behaviour.replies` with the reply given there. */
export function replies({ state }: Coronerd): MiddlewareHandler {
  return async (c, next) => {
    const reply = state.behaviour.replies?.find((each) => each.path === c.req.path);
    if (!reply) return next();
    const bodiless = reply.status === 204 || reply.status === 304;
    return new Response(bodiless ? null : reply.body, { status: reply.status, headers: reply.headers });
  };
}
