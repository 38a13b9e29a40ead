import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { registerSecret } from '../redact.ts';
import type { WebhookSettings } from '../settings/settings.ts';
import { Unanswered } from '../unanswered.ts';
import { boundIdleConnections } from './idle-connections.ts';
import { type Notification, readNotifications } from './notification.ts';

/** A larger notification is not read to its end, in bytes. */
const largest = 1024 * 1024;
/** Connections without a request that are kept at most: anyone may open them. */
const mostIdle = 256;
/** More than these are counted, but not kept. */
const mostKept = 1_000;

/** One notification that arrived on the path of this run, by itself or in a list. */
export interface Delivery {
  /** Unix ms. */
  at: number;
  /** Undefined where the body is no notification. */
  notification: Notification | undefined;
}

export interface Receiver {
  /** Where the server is to send notifications to, with a path that only this run knows. */
  readonly url: URL;
  readonly deliveries: readonly Delivery[];
  /** Calls that were no delivery: on other paths, by other methods, too large, broken off. */
  readonly others: { foreign: number; tooLarge: number; brokenOff: number };
  /** Waits for a delivery that fits, at most so many ms; undefined when none comes. */
  wait(
    fits: (delivery: Delivery) => boolean,
    ms: number,
    signal?: AbortSignal,
  ): Promise<Delivery | undefined>;
  /** Ends at once, whatever connections are open. */
  close(): Promise<void>;
}

/** Listens for notifications of the new server. Throws `Unanswered` where that is not possible. */
export async function listenForWebhook({ listen, url: given }: WebhookSettings): Promise<Receiver> {
  const path = randomBytes(16).toString('hex');
  registerSecret(path);
  const deliveries: Delivery[] = [];
  const others = { foreign: 0, tooLarge: 0, brokenOff: 0 };
  const waiting = new Set<() => void>();

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isOurs = request.url?.split('?')[0]?.endsWith(`/${path}`) ?? false;
    if (!isOurs || request.method !== 'POST') {
      others.foreign += 1;
      return answer(request, response, isOurs ? 405 : 404);
    }
    const body = await bodyOf(request);
    if (body === 'too large') {
      others.tooLarge += 1;
      return answer(request, response, 413);
    }
    const at = Date.now();
    const room = Math.max(0, mostKept - deliveries.length);
    deliveries.push(
      ...readNotifications(body)
        .slice(0, room)
        .map((notification) => ({ at, notification })),
    );
    response.writeHead(204).end();
    for (const look of waiting) look();
  };

  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    receive(request, response).catch(() => {
      others.brokenOff += 1;
      response.destroy();
    });
  });
  boundIdleConnections(server, mostIdle);
  await opened(server, listen);
  // A run that is over must not be kept alive by a port that nobody calls.
  server.unref();
  const { port } = server.address() as AddressInfo;
  const url = new URL(path, given ?? `http://${inUrl(listen.host)}:${port}/`);

  return {
    url,
    deliveries,
    others,
    wait(fits, ms, signal) {
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          waiting.delete(look);
          signal?.removeEventListener('abort', end);
          resolve(deliveries.find(fits));
        };
        const look = () => {
          if (deliveries.some(fits)) end();
        };
        const timer = setTimeout(end, ms);
        waiting.add(look);
        signal?.addEventListener('abort', end);
        if (signal?.aborted) end();
        look();
      });
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function opened(
  server: ReturnType<typeof createServer>,
  { host, port }: WebhookSettings['listen'],
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new Unanswered(`cannot listen on WEBHOOK_LISTEN=${inUrl(host)}:${port}: ${cause.message}`, {
          asked: `listen on ${inUrl(host)}:${port}`,
          where: 'this machine',
          next: 'set WEBHOOK_LISTEN to an address of this machine and a port that is free',
          cause,
        }),
      ),
    );
    server.listen({ host, port }, () => {
      server.removeAllListeners('error');
      server.on('error', () => {});
      resolve();
    });
  });
}

/** The whole body, as long as it is not too large. */
async function bodyOf(request: IncomingMessage): Promise<string | 'too large'> {
  if (Number(request.headers['content-length'] ?? 0) > largest) return 'too large';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) return 'too large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What is still to come of the body is not waited for. */
function answer(request: IncomingMessage, response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end(() => request.destroy());
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
