import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Listener } from '../../state/types.ts';
import type { ServerCertificate } from '../../tls.ts';
import { openDroppedPort } from './dropped-port.ts';
import { listen, type Opened } from './opened.ts';

/** Answers one HTTP request. */
export type Fetch = (request: Request) => Response | Promise<Response>;

/** Opens a listener on its port as its state says; undefined when it is down. */
export async function openListener(
  listener: Listener,
  place: { port: number; address: string },
  fetch: Fetch,
  certificate: ServerCertificate,
): Promise<Opened | undefined> {
  const { port, address } = place;
  if (listener.down) return undefined;
  if (listener.dropped) return openDroppedPort(port, address);
  if (listener.type === 'reader') return listen(createTcpServer(), port, address);
  const handler = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server =
    listener.protocol === 'https' ? createHttpsServer(certificate, handler) : createHttpServer(handler);
  return listen(server, port, address);
}
