import { afterEach, beforeEach, expect, test } from 'vitest';
import { textOf } from '../../state/row.ts';
import { type Reply, startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

async function logIn(fields: Record<string, string>): Promise<{ status: number; body: Reply }> {
  const response = await fetch(`${server.url}/api/login`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  return { status: response.status, body: await response.json() };
}

const password = () => server.state.passwords.admin ?? '';

test('is_configured is the one byte 1, without authentication', async () => {
  const response = await fetch(`${server.url}/api/is_configured`);
  expect([response.status, await response.text()]).toEqual([200, '1']);
});

test('a superuser gets the document with all universes, real ports and services', async () => {
  const { body } = await logIn({ username: 'admin', password: password() });
  expect(Object.keys(body.universes)).toEqual(['acme', 'umbrella-labs']);
  expect(body.universes.acme.projects).toContain('migration-probe');
  expect(body.endpoints.post.map(({ id, port }: Reply) => port === server.port(id))).toEqual([true, true]);
  expect(body).toMatchObject({ config: { version: server.state.version }, user: { superuser: 1 }, uid: 1 });
  expect(body.users.every((user: Reply) => user.password === null)).toBe(true);
});

test('an ordinary user sees the own universe only', async () => {
  const user = server.state.configuration.users?.find(
    (row) => row.universe === 2 && row.method === 'password' && row.active === 1 && row.deleted === 0,
  );
  const name = textOf(user, 'username');
  const { body } = await logIn({ username: name, password: server.state.passwords[name] ?? '' });
  expect(Object.keys(body.universes)).toEqual(['umbrella-labs']);
  expect((await server.ask('/api/query', {}, { token: body.token, project: 'desktop' })).error.message).toBe(
    "no such universe 'acme'",
  );
  const { results } = await server.ask(
    '/api/bpg',
    { actions: [{ action: 'get', type: 'configuration/project' }] },
    { token: body.token },
  );
  expect(results[0].result.length).toBeGreaterThan(0);
  expect(results[0].result.every((row: Reply) => row.universe === 2)).toBe(true);
});

test('a wrong password, an SSO account and a disabled one are refused', async () => {
  const { users = [] } = server.state.configuration;
  const saml = users.find((row) => row.method === 'saml');
  const disabled = users.find((row) => row.method === 'password' && row.active === 0);
  for (const user of [users[0], saml, disabled]) {
    const name = textOf(user, 'username');
    const wrong = name === 'admin' ? 'wrong' : (server.state.passwords[name] ?? 'undefined');
    expect((await logIn({ username: name, password: wrong })).status).toBe(403);
  }
});

test('a token is taken from query, JSON, form, header and cookie', async () => {
  const { token } = (await logIn({ username: 'admin', password: password() })).body;
  const config = `${server.url}/api/config`;
  const answers = await Promise.all([
    fetch(`${config}?token=${token}`),
    fetch(config, { headers: { 'x-coroner-token': token } }),
    fetch(config, { headers: { cookie: `other=1; token=${token}` } }),
    fetch(`${server.url}/api/login`, { method: 'POST', body: new URLSearchParams({ token }) }),
    fetch(`${server.url}/api/svclayer`, { method: 'POST', body: JSON.stringify({ action: 'list', token }) }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect((await fetch(config)).status).toBe(403);
});

test('a session keeps settings until the logout, which ends it', async () => {
  const { token } = (await logIn({ username: 'admin', password: password() })).body;
  await server.ask('/api/session', { action: 'set', form: { resources: { a: '1', b: '2' } } }, { token });
  await server.ask('/api/session', { action: 'unset', form: { resources: ['a'] } }, { token });
  expect(await (await server.get('/api/session', { token })).json()).toEqual({
    status: 'ok',
    form: { resources: { b: '2' } },
    session: expect.objectContaining({ token, username: 'admin', universe: 'acme' }),
  });
  await server.get('/api/logout', { token });
  expect((await server.get('/api/session', { token })).status).toBe(403);
});

test('what was stored survives a restart, a login does not, a token of the state does', async () => {
  const { token } = (await logIn({ username: 'admin', password: password() })).body;
  const port = new URL(server.url).port;
  await server.query('desktop', { filter: [{ _tx: [['greater-than', 0]] }], set: { hostname: 'before' } });
  await server.units.stop('coronerd');
  await expect(fetch(`${server.url}/api/is_configured`)).rejects.toThrow();
  await server.units.start('coronerd');
  expect(new URL(server.url).port).toBe(port);
  expect((await server.get('/api/config', { token })).status).toBe(403);
  const { response } = await server.query('desktop', {
    filter: [{ hostname: [['equal', 'before']] }],
    fold: {},
  });
  expect(response.values[0][2]).toBeGreaterThan(10);
});

test('refused logins and vanishing projects', async () => {
  const project = server.state.configuration.project?.find((row) => row.name === 'desktop');
  server.state.behaviour = { refuseLogin: 'maintenance', vanishes: [Number(project?.pid)] };
  expect(await logIn({ username: 'admin', password: password() })).toMatchObject({
    status: 403,
    body: { error: { message: 'maintenance' } },
  });
  expect((await server.query('desktop', {})).error.message).toBe("no such project 'desktop'");
});

test('an API token queries and reads objects of its own project, no attachments', async () => {
  const project = server.state.configuration.project?.find((row) => row.name === 'desktop');
  const reader = server.state.configuration.api_token?.find(
    (row) => row.project === project?.pid && row.capabilities === 'query:post object:get',
  );
  const token = textOf(reader, 'id');
  const reply = await server.ask(
    '/api/query',
    { filter: [{ _tx: [['equal', '1']] }], fold: {} },
    { token, project: 'desktop' },
  );
  expect(reply._).toMatchObject({ user: '(nouser)', project: 'desktop', runtime: { filter: { rows: 1 } } });
  expect(
    (await server.get('/api/get', { token, project: 'desktop', object: '1', resource: 'txt.gz' })).status,
  ).toBe(200);
  expect((await server.get('/api/list', { token, project: 'desktop', object: '1' })).status).toBe(403);
  expect((await server.ask('/api/query', {}, { token, project: 'Web Shop' })).error.message).toBe(
    "no such project 'Web Shop'",
  );
  expect((await server.ask('/api/bpg', { actions: [{ action: 'schema' }] }, { token })).error.code).toBe(5);
});
