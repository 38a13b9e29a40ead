import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

/** A port that is open, in whichever way. */
export interface Opened {
  /** Resolves when the port is free again; open connections are cut. */
  close(): Promise<void>;
}

/** Starts to listen; throws when the port is taken. */
export async function listen(server: Server, port: number, address: string): Promise<Opened> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });
  server.listen({ port, host: address, exclusive: true });
  await once(server, 'listening');
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
