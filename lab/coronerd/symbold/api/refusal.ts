import { HTTPException } from 'hono/http-exception';
import { ApiFailure, codes } from '../../failure.ts';

/** A request that is not as it must be: status 400 with the reason as text. */
export function badInput(reason: string): HTTPException {
  return new HTTPException(400, { message: reason });
}

/** What is not there, or not there for who asks: status 404 with text. */
export function notFound(what: string): HTTPException {
  return new HTTPException(404, { message: `not found: ${what}` });
}

export function forbidden(): ApiFailure {
  return new ApiFailure('permission denied', codes.permission, 403);
}

/** Does what coronerd itself would do, and tells its refusals with the status that symbold gives them. */
export function withStatus<T>(what: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    if (error.message === 'invalid token') throw new ApiFailure(error.message, error.code, 401);
    if (error.status < 300) throw notFound(what);
    throw error;
  }
}
