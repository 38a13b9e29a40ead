import { afterEach, beforeEach, expect, test } from 'vitest';
import { probe, stored, submit } from '../../testing/probe.ts';
import { jsonReport } from '../../testing/report.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

test('submissions get lost', async () => {
  server.state.behaviour.loseSubmissions = true;
  expect((await submit(server, JSON.stringify(jsonReport()))).status).toBe(200);
  expect((await stored(server)).ids).toEqual([]);
});

test('anything is accepted', async () => {
  server.state.behaviour.acceptAnything = true;
  expect((await submit(server, 'no report')).status).toBe(200);
  expect((await submit(server, JSON.stringify(jsonReport()), {}, { token: 'wrong' })).status).toBe(200);
  expect((await stored(server)).ids).toEqual([[1, 1]]);
});

test('good tokens are refused', async () => {
  server.state.behaviour.refuseTokens = true;
  expect((await submit(server, JSON.stringify(jsonReport()))).status).toBe(403);
});

test('what is stored is spoilt', async () => {
  server.state.behaviour.spoil = ['drop-attribute', 'truncate-stack', 'corrupt-attachment'];
  const form = new FormData();
  form.append(
    'upload_file',
    new Blob([JSON.stringify(jsonReport({ attributes: { hostname: 'h', version: '1' } }))]),
    'r',
  );
  form.append('attachment_a', new Blob(['abcdef']), 'a');
  await submit(server, form);
  const { values } = await stored(server);
  expect([values[0], values[1], values[4]]).toEqual([[['h', 1]], [[null, 1]], [['{"frame":["crash"]}', 1]]]);
  const bytes = await server.get('/api/get', { project: probe, object: '1', attachment_name: 'a' });
  expect(await bytes.text()).not.toBe('abcdef');
});

test.each([
  ['none', []],
  ['two', [[1, 1]]],
  ['another', [[1]]],
] as const)('a query by id finds %s', async (queryById, ids) => {
  await submit(server, JSON.stringify(jsonReport()));
  await submit(server, JSON.stringify(jsonReport()));
  server.state.behaviour.queryById = queryById;
  const body = { filter: [{ _tx: [['equal', '2']] }], select: ['hostname'] };
  expect((await server.query(probe, body)).response.objects).toEqual([['*', ids]]);
});
