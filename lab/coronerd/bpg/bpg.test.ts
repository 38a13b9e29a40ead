import { afterEach, beforeEach, expect, test } from 'vitest';
import { rowsOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import { type Reply, startTestServer, type TestServer } from '../../testing/server.ts';
import { keyFields, schema } from './schema.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

async function act(...actions: object[]): Promise<Reply[]> {
  return (await server.ask('/api/bpg', { actions })).results;
}

const rows = async (type: string): Promise<Row[]> =>
  (await act({ action: 'get', type: `configuration/${type}` }))[0].result;
const create = async (type: string, object: Row) =>
  (await act({ action: 'create', type: `configuration/${type}`, object }))[0];

test('the schema describes exactly the fields of every row', async () => {
  const [{ result }] = await act({ action: 'schema', model: 'configuration' });
  for (const [type, fields] of Object.entries<Reply>(result)) {
    for (const row of await rows(type)) {
      expect(
        Object.keys(row).filter((name) => !name.startsWith('__')),
        type,
      ).toEqual(expect.arrayContaining([]));
      expect(
        Object.keys(row).filter((name) => !name.startsWith('__') && !(name in fields)),
        type,
      ).toEqual([]);
    }
  }
  expect(keyFields(schema.attribute ?? {})).toEqual(['project', 'name']);
});

test('rows come with metadata, passwords without', async () => {
  const [user] = await rows('users');
  expect(user).toMatchObject({
    password: null,
    __create: expect.any(Number),
    __namespace: { universe: 1 },
    __state: {},
  });
});

test('the token of an invitation is told neither when it is made nor later, and is the server’s own', async () => {
  const made = await create('signup_pending', {
    ...{ universe: 1, username: 'ann', email: 'ann@example.com', method: 'password', role: 'member' },
  });
  expect(made.result).toMatchObject({ email: 'ann@example.com' });
  expect(made.result).not.toHaveProperty('token');
  const pending = await rows('signup_pending');
  expect(pending.length).toBeGreaterThan(0);
  for (const row of pending) expect(row).not.toHaveProperty('token');
  expect(rowsOf(server.state, 'signup_pending').at(-1)?.token).toMatch(/^[0-9a-f]{64}$/);
});

test('ids and tokens of created rows are the server’s own', async () => {
  const token = await create('api_token', { id: '0000', project: 1, owner: 1, capabilities: 'error:post' });
  expect(token.result.id).toMatch(/^[0-9a-f]{64}$/);
  const team = await create('team', { id: 0, name: 'Fresh', universe: 1 });
  expect(team.result.id).toBe(6);
  expect((await rows('team')).at(-1)).toMatchObject({ id: 6, name: 'Fresh' });
});

test.each([
  ['unknown field', 'team', { nope: 1 }, /no such field 'nope'/],
  ['wrong type', 'team', { name: 7, universe: 1 }, /field 'name' must be text/],
  ['no such reference', 'team', { name: 'x', universe: 77 }, /foreign key constraint failed/],
  [
    'natural key taken',
    'project',
    { pid: 0, universe: 1, name: 'desktop', owner: 1 },
    /unique constraint failed/,
  ],
  ['unique field taken', 'users', { uid: 0, username: 'admin', universe: 1 }, /unique constraint failed/],
  ['unknown type', 'nonsense', {}, /no such type/],
])('%s is refused in the text of the action', async (_, type, object, message) => {
  expect((await create(type, object as Row)).text).toMatch(message);
});

test('a batch is done in order; one refusal does not undo the rest', async () => {
  const results = await act(
    { action: 'create', type: 'configuration/team', object: { id: 0, name: 'A', universe: 1 } },
    { action: 'create', type: 'configuration/team', object: { id: 0, name: 'A', universe: 1 } },
    { action: 'get', type: 'configuration/team' },
  );
  expect(results.map((result) => result.text === 'success')).toEqual([true, false, true]);
  expect(results[2].result.filter((row: Row) => row.name === 'A')).toHaveLength(1);
});

test('a row is modified by its key, ids beside the key being ignored', async () => {
  await create('deduplication', {
    id: 0,
    project: 1,
    name: 'r',
    rules: '[]',
    languages: 'c',
    platforms: '',
    enabled: 1,
    owner: 1,
    priority: -1,
  });
  const key = { id: 0, project: 1, name: 'r' };
  const type = 'configuration/deduplication';
  expect((await act({ action: 'modify', type, key, fields: { enabled: 0 } }))[0].text).toBe('success');
  expect((await rows('deduplication')).find((row) => row.name === 'r')?.enabled).toBe(0);
  expect(
    (await act({ action: 'modify', type, key: { ...key, name: 's' }, fields: { enabled: 0 } }))[0].text,
  ).toMatch(/no such object/);
  expect((await act({ action: 'delete', type, key }))[0].text).toBe('success');
});

test('a password that is set works and is not read back', async () => {
  const password = Buffer.from('neues Paßwort').toString('hex');
  await create('users', {
    uid: 0,
    username: 'fresh',
    email: 'f@x',
    method: 'password',
    universe: 1,
    role: 'member',
    superuser: 0,
    password,
  });
  const login = await fetch(`${server.url}/api/login`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'fresh', password: 'neues Paßwort' }),
  });
  expect(login.status).toBe(200);
  expect((await rows('users')).at(-1)).toMatchObject({ username: 'fresh', password: null });
});

test('deleting a project needs cascade, and takes everything of it along', async () => {
  const pid = Number(
    rowsOf(server.state, 'project').find((row) => row.name === 'desktop' && row.universe === 1)?.pid,
  );
  const action = { action: 'delete', type: 'configuration/project', key: { pid } };
  expect((await act(action))[0].text).toMatch(/referenced by/);
  expect((await act({ ...action, cascade: true }))[0].text).toBe('success');
  expect((await server.query('desktop', {})).error.message).toBe("no such project 'desktop'");
  for (const type of ['attribute', 'api_token', 'query', 'project_member_user']) {
    expect(
      (await rows(type)).filter((row) => row.project === pid),
      type,
    ).toEqual([]);
  }
  expect(server.state.errors[pid]).toBeUndefined();
});

test('without permission there is error code 5', async () => {
  expect((await server.ask('/api/bpg', { actions: [{ action: 'schema' }] }, { token: 'x' })).error.code).toBe(
    5,
  );
  const member = rowsOf(server.state, 'users').find(
    (row) => row.role === 'member' && row.active === 1 && row.deleted === 0,
  );
  const token = server.coronerd.sessions.open(String(member?.username));
  const write = {
    actions: [{ action: 'create', type: 'configuration/team', object: { id: 0, name: 'x', universe: 1 } }],
  };
  expect((await server.ask('/api/bpg', write, { token })).error.code).toBe(5);
});

test('an administrator of one universe changes nothing in another', async () => {
  const token = server.coronerd.sessions.open(String(rowsOf(server.state, 'users')[1]?.username));
  const inOther = {
    actions: [{ action: 'create', type: 'configuration/team', object: { id: 0, name: 'x', universe: 2 } }],
  };
  expect((await server.ask('/api/bpg', inOther, { token })).results[0].text).toBe('permission denied');
});

test('listener rows carry the real ports', async () => {
  for (const row of await rows('listener')) expect(row.port).toBe(server.port(Number(row.id)));
});
