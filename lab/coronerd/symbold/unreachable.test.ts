import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { knownGoodSymbols } from '../../symbol-server/known-symbols.ts';
import { type SymboldTest, startSymboldTest } from './testing/symbold.ts';

let running: SymboldTest | undefined;
const start: typeof startSymboldTest = async (...given) => {
  running = await startSymboldTest(...given);
  return running;
};
afterEach(() => running?.close());

const absent = { debugFile: 'nowhere.pdb', debugId: 'A'.repeat(33) };
const [good = absent] = knownGoodSymbols;
const installed = ({ state, pid }: SymboldTest) => state.symbols[pid] ?? [];
const names = ({ statistics: { successes, downloadFailures, conversionFailures } }: SymboldTest['known']) => [
  successes,
  downloadFailures,
  conversionFailures,
];

test('nothing but the hosts of the lab is connected to, not even the loopback', async () => {
  let connections = 0;
  const stranger = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const address = stranger.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const server = await start({ retryLimit: 1 });
  for (const url of [
    `http://127.0.0.1:${port}/s`,
    `http://localhost:${port}`,
    'https://symbols.acme.test/s',
  ]) {
    Object.assign(server.known, { url, skiplist: [] });
    await server.wants(good);
    expect(server.said().at(-2)).toMatch(/^Download failed- .* Message: getaddrinfo ENOTFOUND /);
  }
  expect([connections, server.source.requests.length, installed(server).length]).toEqual([0, 0, 0]);
  await new Promise((resolve) => stranger.close(resolve));
});

test('symbold refuses hosts that are not on the loopback', async () => {
  const { Symbold } = await import('./symbold.ts');
  const server = await start();
  const hosts = { 'http://symbols.acme.test': 'http://192.0.2.1:80' };
  expect(() => new Symbold(server.coronerd, hosts)).toThrow(/may only reach http:\/\/127/);
});

test.each([
  ['does not answer', ''],
  ['stops in the middle', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nMODULE'],
])('a server that %s has failed when its time is over', async (_, beginning) => {
  const server = await start({ retryLimit: 1, timeout: 0.05 });
  const silent = createServer((socket) => void socket.resume().write(beginning));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  Object.assign(server.symbold.hosts, { 'http://symbols.acme.test': `http://127.0.0.1:${port}` });
  await server.wants(good);
  expect(server.said().at(-2)).toMatch(/Message: no answer within 0\.05 s$/);
  await new Promise((resolve) => silent.close(resolve));
});

test('fault download-fails: every download ends as a failure', async () => {
  const server = await start();
  server.state.behaviour.symbold = ['download-fails'];
  await server.wants(good);
  expect([names(server.known), server.source.requests]).toEqual([[0, 3, 0], []]);
  expect(server.said()[1]).toMatch(/^Download failed- .* ETIMEDOUT symbols\.acme\.test$/);
});

test('fault queue-stuck: events are taken and never worked on', async () => {
  const server = await start();
  server.state.behaviour.symbold = ['queue-stuck'];
  await server.wants(good, absent);
  expect(await server.json('GET', '/queue/events/count')).toEqual({ count: 2 });
  expect([server.said(), server.source.requests]).toEqual([[], []]);
});
