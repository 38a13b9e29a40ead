import { afterEach, describe, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { own } from '../undo/owned.ts';
import { readingAlerts } from './alerts-service.ts';
import { ServerRefused } from './refused.ts';
import { connectNew } from './server.ts';
import { type Answer, limits, recordingServer, settingsFor } from './testing/recording-server.ts';
import type { Exchange } from './types.ts';
import { writingWorkflows } from './workflows.ts';

const project = { universe: 'ü/1', name: 'p q' };
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

/** A service below the console that answers as the test says, and its two clients. */
async function service(answer: Answer, endpoint = '/api/workflows/') {
  const recording = await recordingServer((arrived, response) =>
    arrived.path.startsWith('/api/log') ? { token: 'a1'.repeat(32) } : answer(arrived, response),
  );
  const plain = connectNew(settingsFor(recording.port), limits);
  const exchanges: Exchange[] = [];
  const server = plain.observedBy((exchange) => exchanges.push(exchange));
  open.push(plain, recording);
  const asked = () => recording.arrived.filter(({ path }) => !path.startsWith('/api/log'));
  return {
    workflows: writingWorkflows(server, endpoint),
    alerts: readingAlerts(server, '/api/alerts'),
    exchanges,
    asked,
  };
}

const problem = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it was answered',
    (reason: unknown) => reason,
  );

test('objects are listed, read, created and deleted at their places, names encoded', async () => {
  const { workflows, asked } = await service(({ method, path }) => {
    if (method === 'POST') return { success: true, body: { id: 'new' } };
    if (/\/\d+$/.test(path)) return { success: true, body: { id: 7, watcherName: 'w', later: 1 } };
    return { success: true, body: [{ id: '1', name: 'c', pluginId: 'x', options: { a: 1 } }] };
  });
  expect(await workflows.list('connections', project)).toMatchObject([{ id: '1', name: 'c' }]);
  expect(await workflows.get('integrations', project, 7)).toMatchObject({ watcherName: 'w', later: 1 });
  expect(await workflows.create('alerts', project, { name: 'a' })).toBe('new');
  await workflows.delete(own({ ...project, kind: 'integrations', id: 7 }));
  const home = '/api/workflows/universes/%C3%BC%2F1';
  expect(asked().map(({ method, path }) => `${method} ${path}`)).toEqual([
    `GET ${home}/connections`,
    `GET ${home}/projects/p%20q/integrations/7`,
    `POST ${home}/projects/p%20q/alerts`,
    `DELETE ${home}/projects/p%20q/integrations/7`,
  ]);
  for (const { headers } of asked()) {
    expect(headers['x-coroner-token']).toBe('a1'.repeat(32));
    expect(headers['x-coroner-location']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  }
});

test('options, which hold secrets, are not shown in evidence', async () => {
  const { workflows, exchanges } = await service(() => ({
    success: true,
    body: [{ id: 1, name: 'c', options: { webhookUrl: 'https://hooks.example.com/T0/B0/canary' } }],
  }));
  await workflows.list('connections', project);
  expect(JSON.stringify(exchanges)).not.toContain('canary');
  expect(exchanges.at(-1)?.received).toBe('1 listed; options are withheld');
});

describe('what is no answer', () => {
  test.each<[string, Answer, new (...args: never[]) => Error, RegExp]>([
    [
      'an error in any status',
      () => ({ error: 'no such universe', errorData: {} }),
      ServerRefused,
      /no such universe/,
    ],
    ['success that is false', () => ({ success: false, body: [] }), ServerRefused, /success is false/],
    [
      'an HTML page',
      (_, response) => void response.setHeader('content-type', 'text/html').end('<html>login'),
      Unanswered,
      /HTML page/,
    ],
    ['another shape', () => ({ success: true, body: { no: 'list' } }), Unanswered, /not understood/],
    ['an object without id', () => ({ success: true, body: [{ name: 'x' }] }), Unanswered, /0\.id/],
    ['nothing', (_, response) => void response.writeHead(200).end(), Unanswered, /empty body/],
  ])('is %s', async (_what, answer, kind, message) => {
    const { workflows } = await service(answer);
    const error = await problem(workflows.list('connections', project));
    expect(error).toBeInstanceOf(kind);
    expect(String(error)).toMatch(message);
  });
});

describe('lists of the alerts service', () => {
  test('are read page by page to their end', async () => {
    const pages: Record<string, object> = {
      '': { values: [{ id: 1, name: 'a' }], next_page_token: 'b' },
      b: { values: [{ id: 2, name: 'b' }], next_page_token: 'c' },
      c: { values: [] },
    };
    const { alerts, asked } = await service(({ parameters }) => pages[parameters.get('page_token') ?? '']);
    expect((await alerts.targets(project)).map(({ id }) => id)).toEqual([1, 2]);
    expect(asked().map(({ parameters }) => parameters.get('universe'))).toEqual(['ü/1', 'ü/1', 'ü/1']);
  });

  test('that go in a circle are told, not read for ever', async () => {
    const { alerts } = await service(() => ({ values: [{ id: 1, name: 'a' }], next_page_token: 'again' }));
    expect(String(await problem(alerts.alerts(project)))).toMatch(/do not come to an end/);
  });
});
