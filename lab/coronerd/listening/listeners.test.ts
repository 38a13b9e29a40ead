import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Listener } from '../../state/types.ts';
import { smallState, startTestServer, type TestServer } from '../../testing/server.ts';
import { isFree, PortPlan } from './ports.ts';

let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

function stateWith(id: number, changes: Partial<Listener>) {
  const state = smallState();
  state.listeners = state.listeners.map((listener) =>
    listener.id === id ? { ...listener, ...changes } : listener,
  );
  return state;
}

/** `open`, `refused`, or `dropped` when nothing was answered for half a second. */
async function knock(port: number): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  const answers = [
    once(socket, 'connect').then(
      () => 'open',
      () => 'refused',
    ),
  ];
  const silence = new Promise<string>((resolve) => setTimeout(resolve, 500, 'dropped'));
  const answer = await Promise.race([...answers, silence]);
  socket.destroy();
  return answer;
}

test('every listener has an open port of its own', async () => {
  server = await startTestServer();
  for (const { id } of server.state.listeners) expect(await knock(server.port(id))).toBe('open');
});

test('a writer takes submissions and knows nothing of the rest', async () => {
  server = await startTestServer();
  const writer = `http://127.0.0.1:${server.port(2)}`;
  expect((await fetch(`${writer}/api/config?token=${server.token}`)).status).toBe(404);
  expect((await fetch(`${writer}/api/post?format=json`, { method: 'POST', body: '{}' })).status).toBe(403);
});

test('on a listener that is down connections are refused', async () => {
  server = await startTestServer(stateWith(2, { down: true }));
  expect(await knock(server.port(2))).toBe('refused');
});

test('a dropped port answers nothing at all, and is free again in the end', async () => {
  server = await startTestServer(stateWith(4, { dropped: true }));
  const port = server.port(4);
  expect(await knock(port)).toBe('dropped');
  expect(await knock(port)).toBe('dropped');
  await server.close();
  expect(await isFree(port, '127.0.0.1')).toBe(true);
});

test('only coronerd takes its listeners down; they come back on the same ports', async () => {
  server = await startTestServer();
  const ports = server.state.listeners.map(({ id }) => server?.port(id) ?? 0);
  await server.units.stop('backtrace-nginx.service');
  expect(await Promise.all(ports.map(knock))).toEqual(['open', 'open', 'open', 'open']);
  await server.units.stop('coronerd.service');
  expect(await Promise.all(ports.map(knock))).toEqual(['refused', 'refused', 'refused', 'refused']);
  await server.units.start('coronerd.service');
  expect(await Promise.all(ports.map(knock))).toEqual(['open', 'open', 'open', 'open']);
});

test('a console behind nginx goes with nginx, and is a bad gateway without coronerd', async () => {
  server = await startTestServer(stateWith(1, { owner: 'backtrace-nginx' }));
  await server.units.stop('coronerd');
  expect((await server.get('/api/is_configured')).status).toBe(502);
  await server.units.start('coronerd');
  expect((await server.get('/api/is_configured')).status).toBe(200);
  await server.units.stop('backtrace-nginx');
  expect(await knock(server.port(1))).toBe('refused');
});

test('the console comes back on another port where that is the trouble', async () => {
  const state = smallState();
  const unit = state.host.units.coronerd;
  if (unit) unit.trouble = 'comes-back-on-another-port';
  server = await startTestServer(state);
  const before = server.port(1);
  await server.units.stop('coronerd');
  await server.units.start('coronerd');
  expect(server.port(1)).not.toBe(before);
  expect(await knock(before)).toBe('refused');
  expect(await knock(server.port(1))).toBe('open');
});

test('on two addresses the same nominal port is the same real one, on one address another', async () => {
  const shared = new PortPlan(['127.0.0.1', '127.0.0.2']);
  expect(await shared.portFor(443, '127.0.0.1')).toBe(await shared.portFor(443, '127.0.0.2'));
  const single = new PortPlan(['127.0.0.1']);
  expect(await single.portFor(443, '127.0.0.1')).not.toBe(await single.portFor(443, '127.0.0.1'));
});
