import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { HttpLimits, ServerSettings } from '../../settings/types.ts';

/** One request as it arrived. */
export interface Arrived {
  method: string;
  path: string;
  parameters: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export type Answer = (arrived: Arrived, response: ServerResponse) => unknown;

export interface RecordingServer {
  port: number;
  arrived: Arrived[];
  close(): Promise<void>;
}

/** A real HTTP(S) server on 127.0.0.1 that keeps what arrives; what `answer` returns is sent as JSON. */
export async function recordingServer(
  answer: Answer,
  tls?: { key: string; cert: string },
): Promise<RecordingServer> {
  const arrived: Arrived[] = [];
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://server');
    const one: Arrived = {
      method: request.method ?? '',
      path: url.pathname,
      parameters: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks),
    };
    arrived.push(one);
    const result = await answer(one, response);
    if (result === undefined || response.headersSent || response.destroyed) return;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    arrived,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

export const jsonBody = (arrived: Arrived): Record<string, unknown> => JSON.parse(arrived.body.toString());

export const limits: HttpLimits = {
  connectTimeout: 4000,
  headersTimeout: 4000,
  bodyTimeout: 4000,
  totalTimeout: 8000,
  maxReplyBytes: 1_000_000,
  maxHeldBytes: 1_000_000,
  concurrency: 4,
};

export function settingsFor(port: number, more: Partial<ServerSettings> = {}): ServerSettings {
  return {
    side: 'new',
    url: new URL(`http://127.0.0.1:${port}`),
    credentials: { username: 'operator', password: 'pass-of-the-operator' },
    ...more,
  };
}
