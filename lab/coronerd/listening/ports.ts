import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range from which Linux takes the ports of outgoing connections, so that none is taken in between. */
const range = { low: 15_000, high: 32_000 };
const tries = 200;

/**
 * Real ports for nominal ones, for example for 6098. The servers of a pair share a plan: where they are on different
 * addresses, the same nominal port becomes the same real port on both.
 */
export class PortPlan {
  readonly #real = new Map<string, number>();
  readonly #taken = new Set<number>();
  readonly #addresses: string[];

  /** Ports are free on all of the addresses when they are given out. */
  constructor(addresses: string[]) {
    this.#addresses = [...new Set(addresses)];
  }

  /** The port for a nominal one at an address. */
  async portFor(nominal: number | string, address: string): Promise<number> {
    const shared = this.#addresses.length > 1;
    const key = shared ? String(nominal) : `${address} ${nominal} ${this.#real.size}`;
    const port = this.#real.get(key) ?? (await this.free());
    this.#real.set(key, port);
    return port;
  }

  /** Another port that is free on all addresses. */
  async free(): Promise<number> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const port = randomInt(range.low, range.high);
      if (this.#taken.has(port)) continue;
      const free = await Promise.all(this.#addresses.map((address) => isFree(port, address)));
      if (!free.every(Boolean)) continue;
      this.#taken.add(port);
      return port;
    }
    throw new Error(
      `No free port found between ${range.low} and ${range.high} on ${this.#addresses.join(', ')}`,
    );
  }
}

/** Whether a port can be listened on. */
export async function isFree(port: number, address: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host: address, exclusive: true });
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** A second loopback address: `127.0.0.2` (Linux), else `::1` (macOS), else the first again. */
export async function secondLoopback(): Promise<string> {
  for (const address of ['127.0.0.2', '::1']) if (await isFree(0, address)) return address;
  return '127.0.0.1';
}
