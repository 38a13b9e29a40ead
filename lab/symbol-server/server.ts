import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HeldSymbol, heldSymbols } from './known-symbols.ts';

/** A running symbol server. */
export interface SymbolServerProcess {
  /** Where it listens: `http://127.0.0.1:<port>`. */
  origin: string;
  /** What it was asked, oldest first; the last thousand. */
  requests: { path: string; host: string; status: number }[];
  close(): Promise<void>;
}

const remembered = 1_000;

/**
 * Serves symbols by HTTP on a free port of the loopback, under every base path; 404 for what it does not hold.
 * With credentials it answers 401 to whoever does not present them (basic authentication).
 */
export async function startSymbolServer(
  options: { credentials?: { userName: string; password: string }; held?: readonly HeldSymbol[] } = {},
): Promise<SymbolServerProcess> {
  const { credentials, held = heldSymbols } = options;
  const requests: SymbolServerProcess['requests'] = [];
  const server = createServer((request, response) => {
    // A client that takes this server for its proxy names the whole URL.
    const path = decoded(new URL(request.url ?? '/', 'http://localhost').pathname);
    const allowed = credentials === undefined || presents(request, credentials);
    const file = allowed ? fileAt(held, path) : undefined;
    const status = allowed ? (file ? 200 : 404) : 401;
    requests.push({ path, host: request.headers.host ?? '', status });
    if (requests.length > remembered) requests.shift();
    if (status === 401) response.setHeader('www-authenticate', 'Basic realm="symbols"');
    response.setHeader('content-type', file ? 'application/octet-stream' : 'text/plain');
    response.writeHead(status).end(file?.content ?? `${status}\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function presents(request: IncomingMessage, { userName, password }: { userName: string; password: string }) {
  const expected = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
  return request.headers.authorization === expected;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function fileAt(held: readonly HeldSymbol[], path: string): HeldSymbol | undefined {
  return held.find((file) => path.endsWith(`/${file.debugFile}/${file.debugId}/${file.servedAs}`));
}
