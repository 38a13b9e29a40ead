import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { listen } from '../coronerd/listening/opened.ts';

/** A third party on 127.0.0.1 that keeps the JSON that it is told. */
export interface Recorder {
  url: string;
  /** The oldest that nobody took yet. */
  next(): Promise<unknown>;
  /** How many came so far. */
  count(): number;
  close(): Promise<void>;
}

export async function recorder(): Promise<Recorder> {
  const came: unknown[] = [];
  const waiting: ((payload: unknown) => void)[] = [];
  let count = 0;
  const server = createServer(async (request, response) => {
    const payload = await json(request);
    count += 1;
    const taker = waiting.shift();
    if (taker) taker(payload);
    else came.push(payload);
    response.writeHead(204).end();
  });
  const { close } = await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: () => (came.length > 0 ? Promise.resolve(came.shift()) : new Promise((take) => waiting.push(take))),
    count: () => count,
    close,
  };
}
