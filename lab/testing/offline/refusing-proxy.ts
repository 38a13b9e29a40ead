import { createServer, type Server } from 'node:net';
import { violation } from './record.js';

/** A proxy on the loopback that records whatever a browser asks it for, and refuses it. Nothing waits for it to end. */
export async function startRefusingProxy(): Promise<{ address: string; close(): void }> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (request) => {
      const [, host] = /^[A-Z]+ (?:\w+:\/\/)?([^/\s]+)/.exec(request.toString('latin1')) ?? [];
      violation(host ?? 'something unreadable', 'Chromium');
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return { address: `127.0.0.1:${address.port}`, close: () => server.close() };
}
