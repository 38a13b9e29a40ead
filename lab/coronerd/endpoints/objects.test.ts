import { afterEach, beforeEach, expect, test } from 'vitest';
import { jsonReport } from '../../testing/report.ts';
import { probeToken, type Reply, startTestServer, type TestServer } from '../../testing/server.ts';

const probe = 'migration-probe';
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
  for (let count = 0; count < 4; count++) {
    await server.post('/api/post', jsonReport(), { token: probeToken(server.state), format: 'json' });
  }
});
afterEach(() => server.close());

async function ids(filter: object = { _tx: [['greater-than', 0]] }): Promise<unknown> {
  return (await server.query(probe, { filter: [filter], select: ['_tx'] })).response.objects[0][1];
}

const erase = (body: object) => server.ask('/api/delete', { universe: 'acme', project: probe, ...body });

test('deleting the objects keeps their index, which can then be deleted too', async () => {
  expect((await erase({ objects: ['2'], subsets: ['crdb'] })).error.message).toMatch(
    /cannot be deleted before/,
  );
  expect(await erase({ objects: ['2', '3'], subsets: ['physical'] })).toEqual({ response: 'ok' });
  expect(await ids()).toEqual([[1, 3]]);
  expect(await ids({ _deleted: [['equal', '0']] })).toEqual([[1], [4]]);
  const gone: Reply = await (await server.get('/api/get', { project: probe, object: '2' })).json();
  expect(gone.error.message).toBe("no such object '2'");
  await erase({ objects: ['2'], subsets: ['crdb'] });
  expect(await ids()).toEqual([[1], [3, 1]]);
});

test('everything is deleted by query, and ids do not come again', async () => {
  await erase({ query: { filter: [{ _tx: [['at-least', '2']] }], select: ['object'] } });
  expect(await ids()).toEqual([[1]]);
  const parameters = { token: probeToken(server.state), format: 'json', _mod_sync: '1' };
  expect((await server.ask('/api/post', jsonReport(), parameters)).object).toBe('5');
});

test('an attachment is deleted by name', async () => {
  await server.post('/api/post', 'x', { project: probe, object: '1', attachment_name: 'a' });
  await erase({ objects: [{ id: '1', attachment_name: 'a' }] });
  expect(await (await server.get('/api/list', { project: probe, object: '1' })).json()).toEqual({
    attachments: [],
  });
  expect((await erase({ objects: [{ id: '1', attachment_name: 'a' }] })).error.message).toMatch(
    /no such attachment/,
  );
});

test('reprocessing derives the index anew, of the listed objects only', async () => {
  const change = { set: { hostname: 'changed' }, filter: [{ _tx: [['greater-than', 0]] }] };
  await server.query(probe, change);
  const body = { action: 'reload', universe: 'acme', project: probe, objects: ['2'], token: server.token };
  expect(await server.ask('/api/control', body)).toEqual({ id: 1 });
  await server.coronerd.work.idle();
  expect(await ids({ hostname: [['equal', 'probe-host']] })).toEqual([[2]]);
  const { reload } = await server.ask('/api/control', { action: 'status', token: server.token });
  expect(reload).toEqual([{ id: 1, universe: 'acme', project: probe, objects: 1, state: 'done' }]);
});

test('reprocessing applies the present deduplication rules', async () => {
  const before = (await server.query(probe, { filter: [{ _tx: [['equal', 1]] }], select: ['fingerprint'] }))
    .response.values;
  const project = server.state.configuration.project?.find((row) => row.name === probe);
  const rules = JSON.stringify([{ actions: ['remove'], function: '^crash$' }]);
  const object = {
    id: 0,
    project: project?.pid,
    name: 'r',
    rules,
    languages: 'c',
    platforms: '',
    enabled: 1,
    owner: 1,
    priority: 1,
  };
  const created = await server.ask('/api/bpg', {
    actions: [{ action: 'create', type: 'configuration/deduplication', object }],
  });
  expect(created.results[0].text).toBe('success');
  await server.ask('/api/control', {
    action: 'reload',
    universe: 'acme',
    project: probe,
    objects: ['1'],
    token: server.token,
  });
  await server.coronerd.work.idle();
  const after = (await server.query(probe, { filter: [{ _tx: [['equal', 1]] }], select: ['fingerprint'] }))
    .response.values;
  expect(after).not.toEqual(before);
  const evaluated = await server.ask('/api/callstack', jsonReport(), { project: probe, action: 'evaluate' });
  expect(evaluated).toMatchObject({ callstack: { frame: ['0x10', 'main'] }, fingerprint: after[0][1][0] });
});

test('a custom attribute can be queried only once it is indexed, and was stored all along', async () => {
  const attributes = { 'my.number': 17 };
  await server.post('/api/post', jsonReport({ attributes }), {
    token: probeToken(server.state),
    format: 'json',
  });
  const query = { filter: [{ 'my.number': [['equal', '17.']] }], select: ['_tx'] };
  expect((await server.query(probe, query)).error.message).toMatch(/^Filter column not found/);
  const { describe } = await server.ask(
    '/api/query',
    {},
    { project: probe, action: 'describe', disabled: 'true' },
  );
  expect(describe.find((row: Reply) => row.name === 'my.number')).toMatchObject({
    state: 'disabled',
    value: 17,
  });
  const project = server.state.configuration.project?.find((row) => row.name === probe)?.pid;
  const object = { project, name: 'my.number', type: 'uint32', format: 'none', description: '' };
  await server.ask('/api/bpg', { actions: [{ action: 'create', type: 'configuration/attribute', object }] });
  expect((await server.query(probe, query)).response.objects).toEqual([['*', [[5]]]]);
});

test('triage state is changed by group', async () => {
  const [, [fingerprint]] = (
    await server.query(probe, { filter: [{ _tx: [['equal', 1]] }], select: ['fingerprint'] })
  ).response.values[0];
  const body = {
    fingerprint: [fingerprint, 'f'.repeat(64)],
    project: probe,
    state: 'muted',
    tags: { action: 'set', value: 'a b' },
  };
  const { results } = await server.ask('/api/issue', body, { project: probe });
  expect(results).toEqual([
    expect.objectContaining({ fingerprint, state: 'muted', tags: 'a b' }),
    { fingerprint: 'f'.repeat(64), error: 'no such group' },
  ]);
  expect(await ids({ 'fingerprint;issues;tags': [['contains', 'b']] })).toEqual([[1, 3]]);
});
