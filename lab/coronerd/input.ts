import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Listener } from '../state/types.ts';
import { ApiFailure, emptyBody, malformed } from './failure.ts';

export interface LabEnv {
  Variables: { input: Input; listener: Listener };
}

/** What came with a request, its body undone from `Content-Encoding`. */
export interface Input {
  /** Query parameters, joined with the form's where the body is a form. */
  parameters: URLSearchParams;
  contentType: string;
  body: Buffer;
  /** The session or API token, from wherever contract §1.2 allows it. */
  token: string | undefined;
  /** The body as JSON; throws an `ApiFailure` when it is empty or no JSON. */
  json(): unknown;
}

/** Reads a request once. Throws an `ApiFailure` for an encoding that is unknown or broken. */
export async function readInput(c: Context): Promise<Input> {
  const contentType = c.req.header('content-type') ?? '';
  const raw = Buffer.from(await c.req.arrayBuffer());
  const body = decoded(raw, c.req.header('content-encoding'));
  const parameters = new URL(c.req.url).searchParams;
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) parameters.append(name, value);
  }
  const token =
    parameters.get('token') ?? c.req.header('x-coroner-token') ?? getCookie(c, 'token') ?? tokenInJson(body);
  return { parameters, contentType, body, token, json: () => parsed(body) };
}

function decoded(raw: Buffer, encoding: string | undefined): Buffer {
  if (raw.length === 0) return raw;
  try {
    if (encoding === undefined || encoding === 'identity') return raw;
    if (encoding === 'gzip') return gunzipSync(raw);
    if (encoding === 'deflate') return inflateSync(raw);
    if (encoding === 'br') return brotliDecompressSync(raw);
  } catch {
    throw malformed(`the body is not ${encoding}`);
  }
  throw malformed(`unknown content encoding '${encoding}'`);
}

/** Bodies above this size, in bytes, are payloads and not requests that carry a token. */
const largestRequest = 1_048_576;

function tokenInJson(body: Buffer): string | undefined {
  if (body.length > largestRequest || body[0] !== '{'.charCodeAt(0)) return undefined;
  try {
    const token: unknown = JSON.parse(body.toString('utf8'))?.token;
    return typeof token === 'string' ? token : undefined;
  } catch {
    return undefined;
  }
}

function parsed(body: Buffer): unknown {
  if (body.length === 0) throw emptyBody();
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new ApiFailure(`invalid JSON: ${error instanceof Error ? error.message : error}`, 1, 400);
  }
}
