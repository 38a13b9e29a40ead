import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

test('a whole reply is replaced', async () => {
  server.state.behaviour.replies = [
    { path: '/api/is_configured', status: 302, headers: { location: '/elsewhere' }, body: 'moved' },
  ];
  const response = await fetch(`${server.url}/api/is_configured`, { redirect: 'manual' });
  expect([response.status, response.headers.get('location'), await response.text()]).toEqual([
    302,
    '/elsewhere',
    'moved',
  ]);
});

test('a JSON reply is cut in the middle', async () => {
  server.state.behaviour.truncated = ['/api/config'];
  const text = await (await server.get('/api/config')).text();
  expect(text.length).toBeGreaterThan(100);
  expect(() => JSON.parse(text)).toThrow();
  await expect((await server.get('/api/limits')).json()).resolves.toBeDefined();
});

test('a reply begins and does not end', async () => {
  server.state.behaviour.endless = ['/api/config'];
  const response = await server.get('/api/config');
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > 100_000) break;
  }
  expect(bytes).toBeGreaterThan(100_000);
});

test('replies are delayed', async () => {
  server.state.behaviour.delay = 120;
  const start = performance.now();
  await server.get('/api/is_configured');
  expect(performance.now() - start).toBeGreaterThanOrEqual(115);
});

test('replies carry the date of the machine', async () => {
  server.state.host.clockOffset = 3_600;
  const date = Date.parse((await server.get('/api/is_configured')).headers.get('date') ?? '');
  expect(Math.abs(date - Date.now() - 3_600_000)).toBeLessThan(3_000);
});
