import { afterEach, beforeEach, expect, test } from 'vitest';
import { probe, submit } from '../../testing/probe.ts';
import { type Recorder, recorder } from '../../testing/recorder.ts';
import { jsonReport } from '../../testing/report.ts';
import { type Reply, startTestServer, type TestServer } from '../../testing/server.ts';
import { type RunningTracker, startTracker } from '../../tracker/tracker.ts';

let server: TestServer;
let tracker: RunningTracker;
let hook: Recorder;

beforeEach(async () => {
  [tracker, hook] = await Promise.all([startTracker(), recorder()]);
  server = await startTestServer(undefined, {
    thirdParties: { 'jira.acme.test': tracker.port, 'hooks.partner.test': tracker.port },
  });
});
afterEach(async () => {
  await Promise.all([server.close(), tracker.close(), hook.close()]);
});

const home = '/api/workflows/universes/acme';
const ofProject = `${home}/projects/${probe}`;

async function call(method: string, path: string, body?: unknown): Promise<Reply> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { 'x-coroner-token': server.token, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const reply: Reply = await response.json();
  return { status: response.status, ...reply };
}

test('objects are created, listed, changed and deleted; a connection takes its integrations along', async () => {
  const { body: connection } = await call('POST', `${home}/connections`, {
    name: 'c',
    pluginId: 'webhook',
    options: { url: 'http://x' },
  });
  const { body: integration } = await call('POST', `${ofProject}/integrations`, {
    watcherName: 'w',
    pluginId: 'webhook',
    connectionId: connection.id,
  });
  const { body: alert } = await call('POST', `${ofProject}/alerts`, {
    name: 'a',
    condition: { name: 'trace' },
    frequency: 1_000,
    integrations: [integration.id],
  });
  await call('PUT', `${ofProject}/integrations/${integration.id}`, { state: 'disabled' });
  expect((await call('GET', `${ofProject}/integrations/${integration.id}`)).body).toMatchObject({
    watcherName: 'w',
    state: 'disabled',
    connectionId: connection.id,
  });
  await call('DELETE', `${home}/connections/${connection.id}`);
  expect((await call('GET', `${ofProject}/integrations/${integration.id}`)).status).toBe(404);
  expect((await call('GET', `${ofProject}/alerts/${alert.id}`)).body.integrations).toEqual([]);
});

test('failures come in the envelope of the service', async () => {
  expect(await call('POST', `${home}/connections`, { options: {} })).toEqual({
    status: 400,
    error: expect.stringContaining('name'),
  });
  expect((await call('GET', `${home}/projects/nowhere/alerts`)).error).toMatch(/no such project/);
  server.state.services = [];
  expect((await call('GET', `${home}/connections`)).status).toBe(404);
});

test('a webhook is told of each group of a batch once, by an alert that wants it', async () => {
  const { body: integration } = await call('POST', `${ofProject}/integrations`, {
    watcherName: 'w',
    pluginId: 'webhook',
    options: { url: `${hook.url}/x`, username: 'a', password: 'b' },
  });
  const alert = (name: string, attribute: string) => ({
    name,
    condition: { name: 'trace' },
    frequency: 1_000,
    filters: [{ type: 'attribute', attribute: 'hostname', filter: ['equal', attribute] }],
    integrations: [integration.id],
  });
  await call('POST', `${ofProject}/alerts`, alert('wanted', 'probe-host'));
  await call('POST', `${ofProject}/alerts`, alert('other', 'another-host'));
  await submit(server, JSON.stringify(jsonReport()));
  await submit(server, JSON.stringify(jsonReport()));
  const payload: Reply = await hook.next();
  expect(payload).toMatchObject({ universe: 'acme', project: probe, occurrences: 2 });
  expect(payload.group_url).toContain(`/project/${probe}/group/${payload.fingerprint}`);
  expect(hook.count()).toBe(1);
});

test('an integration whose third party cannot be reached is stopped and says why', async () => {
  server.state.behaviour.workflows = { unreachable: ['hooks.partner.test'] };
  await submit(server, JSON.stringify(jsonReport()));
  const find = async () =>
    (await call('GET', `${ofProject}/integrations`)).body.find(
      (each: Reply) => each.watcherName === 'partner',
    );
  await expect
    .poll(find, { timeout: 3_000 })
    .toMatchObject({ state: 'stopped', lastError: expect.stringContaining('ETIMEDOUT') });
});

test('an issue that is linked to an integration gets a ticket of the tracker, with a link back', async () => {
  await submit(server, JSON.stringify(jsonReport()));
  const fingerprint = server.state.errors[pid()]?.[0]?.fingerprint ?? '';
  await server.ask(
    '/api/issue',
    { fingerprint: [fingerprint], ticket: { action: 'set', value: [{ watcher: 'bugs' }] } },
    { project: probe },
  );
  await expect.poll(() => tracker.tickets.size, { timeout: 3_000 }).toBe(1);
  const issue = () => server.state.issues?.[pid()]?.find((each) => each.fingerprint === fingerprint)?.ticket;
  await expect.poll(issue).toContain('"short":"BUG-1"');
  expect(String(tracker.tickets.get('BUG-1')?.fields.description)).toContain(`/group/${fingerprint}`);
});

test('lists of the alerts service come in pages', async () => {
  const { universe = [], project = [] } = server.state.configuration;
  const place = server.state.workflows?.targets[0];
  expect(universe.length + project.length).toBeGreaterThan(0);
  const page = async (more: Record<string, string>): Promise<Reply> =>
    (await server.get('/api/alerts/targets', { project: place?.project ?? '', ...more })).json();
  const first = await page({});
  const second = await page({ page_token: first.next_page_token });
  expect([first.values.length, second.values.length]).toEqual([3, 1]);
  expect(second.next_page_token).toBeUndefined();
});

function pid(): string {
  return String(server.state.configuration.project?.find((row) => row.name === probe)?.pid);
}
