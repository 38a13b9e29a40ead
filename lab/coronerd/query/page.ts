import { ApiFailure } from '../failure.ts';
import type { QueryRequest } from './request.ts';

/** Throws `offset must be positive` or `limit must be positive`. */
export function requirePage({ limit, offset }: QueryRequest): void {
  if (offset !== undefined && offset < 0) throw new ApiFailure('offset must be positive');
  if (limit !== undefined && limit < 1) throw new ApiFailure('limit must be positive');
}

/** The part of a list that `offset` and `limit` ask for. */
export function page<T>(items: T[], { limit, offset = 0 }: QueryRequest): T[] {
  if (limit === undefined && offset === 0) return items;
  return items.slice(offset, limit === undefined ? undefined : offset + limit);
}
