import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SymboldTest, severalServers, startSymboldTest } from '../testing/symbold.ts';

let server: SymboldTest;
const place = '/universe/acme';

beforeAll(async () => {
  server = await startSymboldTest();
});
afterAll(() => server.close());
beforeEach(() => {
  server.state.behaviour = {};
  server.state.symbolServers = severalServers();
});
const refusal = (...request: Parameters<SymboldTest['send']>) => server.refusal(...request);
/** A session of the first person of the home universe who has that role and is no superuser. */
function tokenOf(role: string, home = 1): string {
  const user = server.state.configuration.users?.find((row) => {
    return (
      row.role === role &&
      row.universe === home &&
      row.superuser !== 1 &&
      row.deleted === 0 &&
      row.active !== 0
    );
  });
  return server.coronerd.sessions.open(String(user?.username));
}

test.each([
  ['GET', '/status/universe/nowhere'],
  ['GET', '/symbolserver/universe/acme/project/nowhere'],
  ['GET', '/symbolserver/details/8'],
  ['GET', '/logs/symbolserver/8'],
  ['GET', '/whitelist/abc'],
  ['PUT', '/symbolserver/8/enable'],
  ['DELETE', '/symbolserver/8'],
  ['DELETE', '/skiplist/8/all'],
  ['GET', '/nothing'],
])('%s %s is not found', async (method, path) => {
  expect((await refusal(method, path))[0]).toBe(404);
});

test.each(['page=-1', 'page=x', 'take=0', 'take='])('?%s is bad input', async (query) => {
  const [status, text] = await refusal('GET', `/whitelist/7?${query}`);
  expect([status, text]).toEqual([400, expect.stringMatching(/^(page|take): '/)]);
});

test('an unknown token and a missing location are refused, a token in the query is enough', async () => {
  expect(await refusal('GET', `/status${place}`, undefined, 'wrong')).toEqual([
    401,
    '{"error":{"code":5,"message":"invalid token"}}',
  ]);
  expect((await server.get(`/api/symbold/status${place}`)).status).toBe(200);
  const headers = { 'x-coroner-token': server.token };
  expect((await fetch(`${server.url}/api/symbold/status${place}`, { headers })).status).toBe(400);
});

test('members may look, only administrators may change, only superusers may see the queue', async () => {
  const [member, admin] = [tokenOf('member'), tokenOf('admin')];
  expect((await refusal('GET', '/symbolserver/details/7', undefined, member))[0]).toBe(200);
  expect((await refusal('PUT', '/symbolserver/7/disable', {}, member))[0]).toBe(403);
  expect((await refusal('POST', '/whitelist/7', { model: ['x'] }, member))[0]).toBe(403);
  expect((await refusal('PUT', '/symbolserver/7/disable', {}, admin))[0]).toBe(200);
  for (const path of ['/queue/events', '/queue/events/count', '/queue/missingSymbols']) {
    expect((await refusal('GET', path, undefined, admin))[0]).toBe(403);
  }
  expect((await refusal('POST', '/queue/add', {}, admin))[0]).toBe(403);
});

test('servers of other universes are not there for those who are not superusers', async () => {
  const stranger = tokenOf('admin', 2);
  expect((await refusal('GET', '/symbolserver/details/7', undefined, stranger))[0]).toBe(404);
  expect((await refusal('DELETE', '/whitelist/1', undefined, stranger))[0]).toBe(404);
  expect((await refusal('GET', `/symbolserver${place}`, undefined, stranger))[0]).toBe(404);
  expect((await refusal('GET', '/symbolserver/details/90', undefined, stranger))[0]).toBe(200);
});
