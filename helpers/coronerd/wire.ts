import type { FormData } from 'undici';
import { redact } from '../redact.ts';
import type { Owned } from '../undo/owned.ts';

/**
 * On what grounds a request may be sent that does not only read: it makes something new, which stands in the ledger, or
 * it changes what was proved to be the run's own.
 */
export type Grounds = 'makes' | readonly Owned<unknown>[];

/** A request exactly as it goes on the wire. */
export interface WireRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: string | Uint8Array | FormData;
  /** Never repeated, though it may only read. */
  once?: boolean;
  /** Needed by what does not only read. */
  grounds?: Grounds;
}

/** A whole reply, decompressed. Times in ms. */
export interface Reply {
  status: number;
  /** Header names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
  milliseconds: number;
  /** Clock of this machine just before the request was sent and just after the headers came, Unix ms. */
  sentMs: number;
  receivedMs: number;
}

const tokenParameters = ['token', 'api_token', '_token'];

/** Method and path with its parameters, without any token. */
export function askedOf(request: Pick<WireRequest, 'method' | 'url'>): string {
  return `${request.method} ${pathOf(request.url)}`;
}

/** Path and parameters of a URL as they may be shown: without token, readable, redacted. */
export function pathOf(url: URL): string {
  const shown = new URL(url);
  for (const name of tokenParameters) shown.searchParams.delete(name);
  return redact(shown.pathname + readable(shown.search));
}

function readable(search: string): string {
  try {
    return decodeURIComponent(search.replaceAll('+', ' '));
  } catch {
    return search;
  }
}

const decoder = new TextDecoder();

/** The body as text; bytes that are not UTF-8 become U+FFFD. */
export function textOf(reply: Pick<Reply, 'body'>): string {
  return decoder.decode(reply.body);
}
