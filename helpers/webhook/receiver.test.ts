import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { listenForWebhook, type Receiver } from './receiver.ts';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await listenForWebhook({ listen: { host: '127.0.0.1', port: 0 } });
});
afterEach(() => receiver.close());

const told = (fingerprint: string) => ({ universe: 'u', project: 'p', fingerprint });

async function post(body: unknown, url: URL | string = receiver.url): Promise<number> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (await fetch(url, { method: 'POST', body: text })).status;
}

test('a notification that fits is waited for, others are kept apart', async () => {
  const waited = receiver.wait(({ notification }) => notification?.fingerprint === 'b', 5_000);
  expect(await post(told('a'))).toBe(204);
  expect(await post(told('b'))).toBe(204);
  expect((await waited)?.notification).toMatchObject(told('b'));
  expect(receiver.deliveries).toHaveLength(2);
});

test('one that came before it was waited for, and one that comes twice, are found', async () => {
  await post(told('a'));
  await post(told('a'));
  expect((await receiver.wait(() => true, 0))?.notification?.fingerprint).toBe('a');
  expect(receiver.deliveries).toHaveLength(2);
});

test('each of a list is a delivery', async () => {
  const waited = receiver.wait(({ notification }) => notification?.fingerprint === 'b', 5_000);
  await post([told('a'), { hello: 'world' }, told('b')]);
  expect((await waited)?.notification).toMatchObject(told('b'));
  const came = receiver.deliveries.map(({ notification }) => notification?.fingerprint);
  expect(came).toEqual(['a', undefined, 'b']);
  await post([]);
  expect(receiver.deliveries.map(({ notification }) => notification)).toHaveLength(4);
});

test('when none comes, the wait is over in time', async () => {
  expect(await receiver.wait(() => true, 20)).toBeUndefined();
});

test('an aborted run does not wait', async () => {
  const abort = new AbortController();
  const waited = receiver.wait(() => true, 60_000, abort.signal);
  abort.abort();
  expect(await waited).toBeUndefined();
});

test('calls on another path, or by another method, are no deliveries', async () => {
  expect(await post(told('a'), new URL('/', receiver.url))).toBe(404);
  expect((await fetch(receiver.url)).status).toBe(405);
  expect(receiver.deliveries).toEqual([]);
  expect(receiver.others.foreign).toBe(2);
});

test.each([
  ['no JSON', 'fingerprint=a'],
  ['nothing', ''],
  ['a number', '7'],
  ['another kind of notification', { hello: 'world' }],
  ['a fingerprint that is no text', { fingerprint: { $ne: 1 } }],
])('a body that is %s is a delivery of nothing', async (_what, body) => {
  expect(await post(body)).toBe(204);
  expect(receiver.deliveries).toEqual([{ at: expect.any(Number), notification: undefined }]);
});

test.each([
  ['announced', { 'content-length': String(100 * 1024 * 1024) }],
  ['in chunks', { 'transfer-encoding': 'chunked' }],
])('a body of 100 MB, %s, is not read', async (_what, headers) => {
  const before = process.memoryUsage().rss;
  const asked = request(receiver.url, { method: 'POST', headers });
  const block = Buffer.alloc(1024 * 1024, 'x');
  let sent = 0;
  const more = () => {
    while (sent < 100 && !asked.destroyed) {
      sent += 1;
      if (!asked.write(block)) return;
    }
  };
  asked.on('drain', more);
  asked.on('error', () => {});
  more();
  const ended = await Promise.race([once(asked, 'response'), once(asked, 'close')]);
  expect(ended[0]?.statusCode ?? 413).toBe(413);
  asked.destroy();
  expect(receiver.others.tooLarge).toBe(1);
  expect(receiver.deliveries).toEqual([]);
  expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024);
});

test('a caller that never ends its body does not keep it from closing', async () => {
  const socket = connect(Number(receiver.url.port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`POST ${receiver.url.pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{`);
  socket.on('error', () => {});
  const closed = new Promise((done) => socket.on('close', done));
  await receiver.close();
  await closed;
  expect(receiver.deliveries).toEqual([]);
});

async function idleConnections(count: number, head = ''): Promise<Socket[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(Number(receiver.url.port), '127.0.0.1');
      socket.on('error', () => {});
      await once(socket, 'connect');
      if (head) socket.write(head);
      return socket;
    }),
  );
}

test.each([
  [200, 'say nothing', ''],
  [200, 'begin a request', 'POST / HTTP/1.1\r\nhost: x\r\n'],
  [600, 'say nothing', ''],
])('%i connections that %s do not block a delivery', async (count, _what, head) => {
  const strangers = await idleConnections(count, head);
  expect(await post(told('a'))).toBe(204);
  expect(await post(told('b'))).toBe(204);
  expect(receiver.deliveries).toHaveLength(2);
  for (const socket of strangers) socket.destroy();
});

test('of very many idle connections, the oldest are closed', async () => {
  const strangers = await idleConnections(1);
  const oldest = strangers[0] as Socket;
  const closed = once(oldest, 'close');
  const kept = await idleConnections(300);
  await closed;
  expect(kept.at(-1)?.destroyed).toBe(false);
  for (const socket of kept) socket.destroy();
});

test('behind a proxy, the URL is the one that the server calls', async () => {
  const other = await listenForWebhook({
    listen: { host: '127.0.0.1', port: 0 },
    url: new URL('https://hooks.example.com/verify/'),
  });
  expect(other.url.href).toMatch(/^https:\/\/hooks\.example\.com\/verify\/[0-9a-f]{32}$/);
  await other.close();
});

test('a port that is taken is told with its setting', async () => {
  const listen = { host: '127.0.0.1', port: Number(receiver.url.port) };
  const error = await listenForWebhook({ listen }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Unanswered);
  expect(String(error)).toMatch(/WEBHOOK_LISTEN=127\.0\.0\.1:\d+: .*EADDRINUSE/);
});
