import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Listener, ListenerTls } from '../../state/types.ts';
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
  if (listener.type === 'reader' && listener.speaks !== 'tls')
    return listen(createTcpServer(hangUp), port, address);
  const handler = getRequestListener(fetch, { overrideGlobalObjects: false });
  const secure = listener.speaks ? listener.speaks === 'tls' : listener.protocol === 'https';
  const server = secure
    ? createHttpsServer(tlsOptions(certificate, listener.tls), handler)
    : createHttpServer(handler);
  return listen(server, port, address);
}

/** The reader's protocol is not public: whatever is said to it, it does not understand. */
function hangUp(socket: Socket): void {
  socket.once('data', () => socket.destroy());
}

/** What is weak is refused by OpenSSL unless its security level allows it. */
function tlsOptions(certificate: ServerCertificate, tls: ListenerTls = {}): ServerOptions {
  const { versions, ciphers, key } = tls;
  const weak = versions !== undefined || ciphers !== undefined || key === 'rsa-1024';
  return {
    ...certificate,
    minVersion: versions?.min ?? 'TLSv1.2',
    maxVersion: versions?.max ?? 'TLSv1.3',
    ...(weak ? { ciphers: `${ciphers ?? 'DEFAULT'}:@SECLEVEL=0` } : {}),
  };
}
