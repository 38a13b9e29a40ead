import type { FormData } from 'undici';
import type { ProjectName } from './types.ts';
import type { Grounds, WireRequest } from './wire.ts';

/** A request before it has its token. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path under the console, or an absolute URL for side services and submission listeners. */
  path: string;
  query?: Record<string, string | undefined>;
  /** Adds `universe` and `project` to the parameters. */
  project?: ProjectName;
  json?: unknown;
  form?: Record<string, string>;
  raw?: { body: Uint8Array | FormData; contentType?: string };
  /** Where the session's token goes (contract §1.2); `none` for requests without session or with a token of their own. */
  token: 'query' | 'body' | 'query and body' | 'headers' | 'none';
  /** Nothing of the JSON exchanged is ever quoted; `received` tells what came instead. */
  confidential?: boolean;
  /** What is shown of a whole reply instead of its first characters. */
  received?: (body: string) => string;
  /** Never repeated, though it may only read. */
  once?: boolean;
  /** Needed by what does not only read. */
  grounds?: Grounds;
}

/** The request with the session's token where it belongs. */
export function wireRequest(request: ApiRequest, token: string, console: URL): WireRequest {
  const url = new URL(request.path, console);
  const inQuery = request.token === 'query' || request.token === 'query and body';
  const inBody = request.token === 'body' || request.token === 'query and body';
  const query = {
    ...request.query,
    ...(inQuery && { token }),
    ...(request.project && { universe: request.project.universe, project: request.project.name }),
  };
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const headers: Record<string, string> = {
    accept: 'application/json, */*',
    'user-agent': 'backtrace-migration-verification',
  };
  if (request.token === 'headers') {
    headers['x-coroner-token'] = token;
    headers['x-coroner-location'] = console.origin;
  }
  const { body, type } = bodyOf(request, inBody ? token : undefined);
  if (type) headers['content-type'] = type;
  const { method, once, grounds } = request;
  return { method, url, headers, body, ...(once ? { once } : {}), ...(grounds ? { grounds } : {}) };
}

function bodyOf(
  request: ApiRequest,
  token: string | undefined,
): { body?: WireRequest['body']; type?: string } {
  if (request.raw) return { body: request.raw.body, type: request.raw.contentType };
  if (request.form) {
    return { body: new URLSearchParams(request.form).toString(), type: 'application/x-www-form-urlencoded' };
  }
  if (request.json === undefined) return {};
  const json = token === undefined ? request.json : { ...(request.json as object), token };
  return { body: JSON.stringify(json), type: 'application/json' };
}
