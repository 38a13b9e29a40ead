import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { reach } from './reach.ts';

let server: Server | undefined;

async function listen(onConnection: Parameters<typeof createServer>[1]): Promise<number> {
  server = createServer(onConnection);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(() => server?.close());

describe('a TCP port', () => {
  it('is open when it accepts', async () => {
    expect(await reach('127.0.0.1', await listen(() => undefined))).toBe('open');
  });

  it('is refused when nothing listens', async () => {
    const port = await listen(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    expect(await reach('127.0.0.1', port)).toBe('refused');
  });

  it('is reset when the connection is accepted and torn down', async () => {
    expect(await reach('127.0.0.1', await listen((socket) => void socket.resetAndDestroy()))).toBe('reset');
  });

  it('is not judged when the name does not resolve', async () => {
    await expect(reach('no-such-host.invalid', 80)).rejects.toThrow(
      /no way from this machine to no-such-host\.invalid/,
    );
  });
});
