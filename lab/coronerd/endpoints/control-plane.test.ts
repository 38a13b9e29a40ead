import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Reply, startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const pidOf = (name: string) =>
  Number(server.state.configuration.project?.find((row) => row.name === name)?.pid);

test('retention status goes from the instance to the projects', async () => {
  server.state.configuration.project_retention = [
    {
      id: 1,
      project: pidOf('Web Shop'),
      rules:
        '[{"criteria":[{"type":"object-age","op":"at-least","time":"3600"}],"actions":[{"type":"delete-all"}]}]',
    },
  ];
  const status = () =>
    server.ask('/api/control', { action: 'rpstatus', recursive: true, token: server.token });
  const shop = async () => (await status()).children.acme.children['Web Shop'];
  expect((await status()).state).toBe('installed');
  const oldest = server.state.errors[pidOf('Web Shop')]?.[0];
  expect(await shop()).toMatchObject({
    state: 'installed',
    rules: [
      {
        actions: [{ type: 'delete-all' }],
        next_object: { object_id: 1, expiry: String((oldest?.timestamp ?? 0) + 3_600) },
      },
    ],
  });
  server.state.retentionNotInstalled = [pidOf('Web Shop')];
  expect(await shop()).toEqual({ state: 'not installed' });
});

test('symbols are listed by tag, counted, and missing ones named', async () => {
  const ask = async (action: string) =>
    (await server.ask('/api/symfile', { action, form: {} }, { project: 'desktop' })).response;
  const files = server.state.symbols[pidOf('desktop')] ?? [];
  const { summary } = await ask('summary');
  expect(summary.symbols.count).toBe(files.length);
  const listed = (await ask('symbols')).symbols.flatMap(({ tag, files }: Reply) =>
    files.map((file: Reply) => [tag, file.debug_identifier]),
  );
  expect(listed.sort()).toEqual(files.map((file) => [file.tag, file.debugIdentifier]).sort());
  const missing = server.state.missingSymbols[pidOf('desktop')] ?? [];
  expect((await ask('missing_symbols')).missing_symbols).toHaveLength(missing.length);
  expect((await ask('archives')).archives[0].files[0]).toMatchObject({ status: 'done', errors: [] });
});

test('the audit log tells what was done', async () => {
  await fetch(`${server.url}/api/login`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'admin', password: 'wrong' }),
  });
  const { response } = await server.ask('/api/control/audit', { action: 'extract' });
  expect(response.log.at(-1)).toMatchObject({
    username: 'admin',
    subsystem: 'login',
    result: 1,
    universe: 'acme',
  });
});

test('in-memory logs record while they are active', async () => {
  const shml = (body: object) => server.ask('/api/control/shml', body);
  await shml({ action: 'activate', form: { name: 'query' } });
  await server.query('desktop', { filter: [{ _tx: [['equal', 1]] }], fold: {} });
  expect((await shml({ action: 'extract', form: { name: 'query' } })).response.query).toEqual([
    expect.objectContaining({ universe: 'acme', result: 'success', message: 'desktop: 1 rows' }),
  ]);
  await shml({ action: 'deactivate', form: { name: 'query' } });
  expect((await shml({ action: 'list' })).response.logs).toContainEqual({ name: 'query', active: false });
});

test('latencies are measured once asked for', async () => {
  const histogram = (body: object) => server.ask('/api/control/histogram', body);
  await server.query('desktop', {});
  await histogram({ action: 'activate', form: { name: 'api/query', samples: 10 } });
  await server.query('desktop', {});
  const { values } = (await histogram({ action: 'extract', form: { name: 'api/query' } })).response[
    'api/query'
  ];
  expect(values).toEqual([expect.any(Number)]);
});

test('sampling counts since its last reset', async () => {
  server.state.configuration.project_sampling = [
    { project: pidOf('desktop'), configuration: '{"type":"backoff","backoffs":[]}', disabled: 0 },
  ];
  const status = async () =>
    (
      await server.ask('/api/sampling', {
        action: 'status',
        token: server.token,
        universe: 'acme',
        project: 'desktop',
      })
    ).universes[0].projects[0];
  expect((await status()).accepts).toBe(server.state.errors[pidOf('desktop')]?.length);
  await server.ask('/api/sampling', {
    action: 'reset',
    token: server.token,
    universe: 'acme',
    project: 'desktop',
  });
  expect(await status()).toMatchObject({ accepts: 0, backoffs: { reset_interval: 86_400, groups: [] } });
});

test('reports and invitations are queued as mail', async () => {
  const report = server.state.configuration.report?.[0] ?? {
    id: 1,
    project: pidOf('desktop'),
    title: 'T',
    rcpt: 'x@y',
  };
  server.state.configuration.report = [{ ...report, project: pidOf('desktop') }];
  await server.ask(
    '/api/report',
    { action: 'send', form: { id: String(report.id), rcpt: 'me@test' } },
    { project: 'desktop' },
  );
  expect(await server.ask('/api/signup', { action: 'resend', form: { username: 'newcomer' } })).toEqual({
    status: 'ok',
  });
  expect((await server.ask('/api/signup', { action: 'resend', form: { username: 'nobody' } })).status).toBe(
    'error',
  );
  expect(server.coronerd.mails.map(({ to }) => to)).toEqual(['me@test', 'newcomer@partner.example']);
});

test('limits, services and places that are not simulated', async () => {
  const limits: Reply = await (await server.get('/api/limits', {})).json();
  expect(limits.acme).toMatchObject({ id: 1, submissions: { limit: 9_000_000, rejected: 0 } });
  expect(
    (await server.ask('/api/svclayer', { action: 'status', token: server.token })).services[0],
  ).toMatchObject({ status: 'ok' });
  expect((await server.get('/api/similarity/summary')).status).toBe(501);
  expect((await server.get('/api/nowhere')).status).toBe(404);
});
