import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';

const open: { server: Server; sockets: Set<Socket> }[] = [];

/** Listens on the loopback; gives the port. */
export async function listenOn(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  open.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A TLS server that says nothing. */
export function tlsServer(options: TlsOptions): Promise<number> {
  const server = createServer(options, (socket) => void socket.on('error', () => undefined));
  server.on('tlsClientError', () => undefined);
  return listenOn(server);
}

/** Closes everything that was opened since. */
export function closeAll(): void {
  for (const { server, sockets } of open.splice(0)) {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
}
