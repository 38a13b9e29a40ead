import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps at most `most` connections that have no request: of more, the one that has waited longest is closed. A caller
 * that sends its request is never kept waiting by those that send none, however many they are.
 */
export function boundIdleConnections(server: Server, most: number): void {
  // In the order in which they became idle.
  const idle = new Set<Socket>();
  const add = (socket: Socket): void => {
    if (socket.destroyed) return;
    idle.add(socket);
    const [oldest] = idle;
    if (idle.size > most) oldest?.destroy();
    if (oldest?.destroyed) idle.delete(oldest);
  };
  server.on('connection', (socket) => {
    socket.once('close', () => idle.delete(socket));
    add(socket);
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    // Kept alive, it waits for the next request.
    response.once('close', () => add(socket));
  });
}
