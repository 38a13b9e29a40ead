import { excerpt } from '../redact.ts';
import { refusalIn } from './reply.ts';
import type { ApiRequest } from './request.ts';
import type { Exchange } from './types.ts';
import { pathOf, type Reply, textOf, type WireRequest } from './wire.ts';

const shown = 500;

/** What is shown of one answered request. */
export function exchangeOf(request: ApiRequest, wire: WireRequest, reply: Reply): Exchange {
  return {
    method: wire.method,
    path: pathOf(wire.url),
    origin: wire.url.origin,
    status: reply.status,
    milliseconds: reply.milliseconds,
    sent: sentOf(wire),
    received: receivedOf(request, reply),
  };
}

function sentOf(wire: WireRequest): string | undefined {
  if (wire.body === undefined) return undefined;
  if (typeof wire.body === 'string') return excerpt(wire.body, shown);
  if (!(wire.body instanceof Uint8Array))
    return `multipart form: ${excerpt([...wire.body.keys()].join(', '), shown - 20)}`;
  const json = wire.headers['content-type']?.includes('json') ?? false;
  return json ? excerpt(new TextDecoder().decode(wire.body), shown) : `${wire.body.length} bytes`;
}

function receivedOf(request: ApiRequest, reply: Reply): string {
  const text = textOf(reply);
  const isJson = /^\s*[[{]/.test(text);
  if (isJson && request.received && reply.status < 300) {
    try {
      const summary = request.received(text);
      if (summary !== '') return excerpt(summary, shown);
    } catch {
      // Not what it should be: treated like any other reply.
    }
  }
  if (isJson && request.confidential) {
    const refused = refusalOf(text, reply.status);
    return refused ?? `${reply.body.length} bytes of JSON, withheld`;
  }
  const type = reply.headers['content-type'] ?? '';
  const readable = /json|text|xml|^$/.test(type) && !text.slice(0, 1024).includes('\0');
  return readable ? excerpt(text, shown) : `${reply.body.length} bytes of ${type || 'unnamed type'}`;
}

function refusalOf(text: string, status: number): string | undefined {
  try {
    const refused = refusalIn(JSON.parse(text), status, { asked: '', where: '' });
    return refused && `error ${refused.code ?? ''} "${refused.said}"`;
  } catch {
    return undefined;
  }
}
