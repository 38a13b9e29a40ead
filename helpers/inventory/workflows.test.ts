import { describe, expect, test } from 'vitest';
import { loginDocument } from '../coronerd/documents.ts';
import { show } from './difference.ts';
import { workflowDifference } from './workflow-difference.ts';
import { withoutOptionSecrets } from './workflow-options.ts';
import { takeWorkflows } from './workflows.ts';

const project = { universe: 'acme', name: 'shop', pid: 1, deleted: false };

interface Content {
  connections?: object[];
  integrations?: object[];
  alerts?: object[];
  targets?: object[];
  thresholdAlerts?: object[];
  watchers?: unknown[];
  services?: { name: string; endpoint: string }[];
}

/** What a server holds, as its services hand it out, and the entries that are taken of it. */
async function taken(content: Content, avoid: string[] = []) {
  const asked: string[] = [];
  const both = ['workflows', 'alerts'].map((name) => ({ name, endpoint: `/api/${name}` }));
  const lists: Record<string, object[] | undefined> = {
    '/targets': content.targets,
    '/alerts': content.thresholdAlerts,
    '/universes/acme/connections': content.connections,
    '/universes/acme/projects/shop/integrations': content.integrations,
    '/universes/acme/projects/shop/alerts': content.alerts,
  };
  const server = {
    url: new URL('https://new.example.com'),
    services: async () => content.services ?? both,
    login: async () =>
      loginDocument.parse({
        token: 't',
        universes: { acme: { projects_ext: [{ name: 'shop', watchers: content.watchers ?? [] }] } },
      }),
    fromService: async (base: string, path: string) => {
      asked.push(base + path);
      const body = lists[path] ?? [];
      return base.endsWith('alerts') ? { values: body } : { success: true, body };
    },
  };
  return { entries: await takeWorkflows(server, [project], avoid), asked };
}

async function differences(old: Content, fresh: Content): Promise<string[]> {
  const [before, after] = [await taken(old), await taken(fresh)];
  return show(
    workflowDifference(
      { entries: before.entries, hosts: ['old.example.com'] },
      { entries: after.entries, hosts: ['new.example.com'] },
    ),
  );
}

const connection = {
  id: 1,
  name: 'jira',
  pluginId: 'jira',
  options: { baseUrl: 'https://j/', password: 'one' },
};
const integration = { id: 2, watcherName: 'bugs', pluginId: 'jira', state: 'enabled', connectionId: 1 };
const alert = {
  id: 3,
  name: 'new',
  state: 'enabled',
  condition: { name: 'group' },
  frequency: 1000,
  filters: [
    { type: 'attribute', attribute: 'a', filter: ['equal', '1'] },
    { type: 'attribute', attribute: 'b', filter: ['equal', '2'] },
  ],
  integrations: [2],
};
const target = { id: 4, name: 't', target_type: 'workflow1', workflow1: { workflow_name: 'bugs' } };
const threshold = {
  id: 5,
  name: 'many',
  enabled: true,
  query: '{"filter":[],"fold":{}}',
  targets: [4],
  triggers: [],
};
const all = {
  connections: [connection],
  integrations: [integration],
  alerts: [alert],
  targets: [target],
  thresholdAlerts: [threshold],
};

test('under other ids, in another order and with another password it is the same', async () => {
  const moved: Content = {
    connections: [{ ...connection, id: 'c-9', options: { password: '****', baseUrl: 'https://j/' } }],
    integrations: [{ ...integration, id: 'i-7', connectionId: 'c-9' }],
    alerts: [{ ...alert, id: 12, filters: alert.filters.toReversed(), integrations: ['i-7'] }],
    targets: [{ ...target, id: 40 }],
    thresholdAlerts: [
      { ...threshold, id: 50, targets: [40], query: '{ "fold": {}, "filter": [] }', mute_until: 1_000_000 },
    ],
  };
  expect(await differences(all, moved)).toEqual([]);
});

const { password: _, ...withoutPassword } = connection.options;

test.each<[string, Partial<Content>, RegExp]>([
  ['an integration', { integrations: [] }, /missing on new: acme\/shop\/bugs\/jira \(workflow integration\)/],
  [
    'its state',
    { integrations: [{ ...integration, state: 'stopped' }] },
    /state: old "enabled", new "stopped"/,
  ],
  [
    'its connection',
    { integrations: [{ ...integration, connectionId: 99 }] },
    /connection: old "jira", new "dangling/,
  ],
  [
    'an address',
    { connections: [{ ...connection, options: { ...connection.options, baseUrl: 'https://k/' } }] },
    /options\.baseUrl/,
  ],
  [
    'that a secret is there',
    { connections: [{ ...connection, options: withoutPassword }] },
    /options\.password: old "\(set\)", new nothing/,
  ],
  ['a filter', { alerts: [{ ...alert, filters: alert.filters.slice(1) }] }, /\(workflow alert\), filters/],
  ['what an alert tells', { alerts: [{ ...alert, integrations: [] }] }, /integrations\[0\]/],
  ['a condition', { alerts: [{ ...alert, condition: { name: 'trace' } }] }, /condition\.name/],
  ['a target', { targets: [] }, /missing on new: acme\/shop\/t \(alert target\)/],
  [
    'a threshold alert',
    { thresholdAlerts: [{ ...threshold, enabled: false }] },
    /enabled: old true, new false/,
  ],
])('%s that changed is a difference', async (_what, change, said) => {
  expect((await differences(all, { ...all, ...change })).join('\n')).toMatch(said);
});

test('`op` and `filter` are the same key of a filter', async () => {
  const filters = alert.filters.map(({ filter, ...rest }) => ({ ...rest, op: filter }));
  expect(await differences(all, { ...all, alerts: [{ ...alert, filters }] })).toEqual([]);
});

test('what a step makes for its time, while the other project of the run compares, is left out', async () => {
  const name = 'migration-probe-0123456789abcdef';
  const meanwhile = {
    ...all,
    connections: [...all.connections, { id: 91, name, pluginId: 'webhook' }],
    integrations: [...all.integrations, { id: 92, watcherName: name, pluginId: 'webhook' }],
    alerts: [...all.alerts, { id: 93, name, integrations: [92] }],
  };
  expect(await differences(all, meanwhile)).toEqual([]);
});

test('a service that is only on the old server is missing', async () => {
  const lines = await differences({ connections: [connection] }, { services: [] });
  expect(lines.slice(0, 2)).toEqual([
    'missing on new: workflows (side service)',
    'missing on new: alerts (side service)',
  ]);
});

test('watchers of older servers are compared as they are, without ids', async () => {
  const watcher = { id: 1, name: 'irc', plugin: 'irc', channel: '#a', password: 'x' };
  const old = { services: [], watchers: [watcher] };
  expect(await differences(old, { services: [], watchers: [{ ...watcher, id: 9 }] })).toEqual([]);
  expect(await differences(old, { services: [], watchers: [{ ...watcher, channel: '#b' }] })).toEqual([
    'different: acme/shop/irc (watcher), channel: old "#a", new "#b"',
  ]);
});

test("a service that the new server looks for on the old one's host is not asked", async () => {
  const services = [{ name: 'workflows', endpoint: 'https://old.example.com/api/workflows' }];
  const { entries, asked } = await taken({ services }, ['old.example.com']);
  expect(asked).toEqual([]);
  expect(entries).toEqual([{ type: 'side service', key: 'workflows', fields: { host: 'old.example.com' } }]);
});

test('what cannot be had of one project is told, and does not show as missing', async () => {
  const before = await taken(all);
  const scope = { type: 'workflow integration', key: 'acme/shop', fields: {}, unanswered: 'no' };
  const rest = before.entries.filter(({ type }) => type !== 'workflow integration');
  const found = workflowDifference(
    { entries: before.entries, hosts: [] },
    { entries: [...rest, scope], hosts: [] },
  );
  expect(found).toEqual([]);
});

describe('options are held without secrets', () => {
  test.each<[string, unknown, unknown]>([
    ['a password', { password: 'hunter2-x' }, { password: '(set)' }],
    ['a masked one', { password: '' }, undefined],
    [
      'credentials',
      { credentials: { awsAccessKeyId: 'AKIA', awsSecretAccessKey: 's' } },
      { credentials: '(set)' },
    ],
    ['a key', { serviceKey: 'abc' }, { serviceKey: '(set)' }],
    [
      'a header',
      { headers: { Authorization: 'Basic eA==', Accept: 'x' } },
      { headers: { Authorization: '(set)', Accept: 'x' } },
    ],
    [
      'a header by name and value',
      [{ name: 'X-Api-Token', value: 'abc' }],
      [{ name: 'X-Api-Token', value: '(set)' }],
    ],
    ['keys of projects, which are names', { projectKey: 'BUG' }, { projectKey: 'BUG' }],
    ['what is none', { region: 'eu', list: ['a', 1, true] }, { region: 'eu', list: ['a', 1, true] }],
  ])('%s', (_what, given, held) => {
    expect(withoutOptionSecrets(given)).toEqual(held);
  });

  test.each([
    'https://hooks.slack.test/services/T01234567/B01234567/abcdefghijklmnopqrstuvwx',
    'https://example.com/hook?key=abc',
    'https://user:pass@example.com/hook',
  ])('the URL %s is a digest behind its origin', (url) => {
    const held = withoutOptionSecrets({ url });
    expect(held).toEqual({ url: expect.stringMatching(/^https:\/\/[\w.]+\/sha256:[0-9a-f]{64}$/) });
  });
});
