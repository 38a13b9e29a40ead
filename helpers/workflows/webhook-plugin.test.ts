import { expect, test } from 'vitest';
import { webhookPlugin } from './webhook-plugin.ts';

const url = 'http://127.0.0.1:8099/0123456789abcdef';

test('without a webhook to learn from, names are assumed, and said to be', () => {
  const plugin = webhookPlugin(url, [{ id: 1, pluginId: 'slack', options: { webhookUrl: 'https://x' } }], []);
  expect(plugin).toMatchObject({
    pluginId: 'webhook',
    assumed: true,
    source: expect.stringContaining('assumed'),
  });
  expect(plugin.integration).toMatchObject({
    url,
    username: expect.any(String),
    password: expect.any(String),
  });
  expect(plugin.connection).toEqual(plugin.integration);
});

test('a webhook of the server gives the names, and nothing of its address and secrets', () => {
  const options = {
    endpoint: 'https://partner.example.com/hook?key=canary-1',
    method: 'POST',
    retries: 3,
    auth: { type: 'basic', user: 'canary-2', password: 'canary-3' },
    apiKeys: ['canary-4'],
    headers: { 'X-Auth': 'canary-5' },
    note: 'token=canary-6-with-a-secret',
  };
  const plugin = webhookPlugin(url, [{ id: 1, pluginId: 'WebHook', options }], []);
  expect(plugin.integration).toMatchObject({
    endpoint: url,
    method: 'POST',
    retries: 3,
    auth: { type: 'basic' },
  });
  expect(plugin).toMatchObject({ pluginId: 'WebHook', assumed: false });
  expect(plugin.connection).toBeUndefined();
  expect(JSON.stringify(plugin)).not.toContain('canary');
});

test('where the address is in the connection, a connection is made too', () => {
  const connection = { id: 'c', name: 'x', options: { url: 'https://a/', credentials: { key: 'canary' } } };
  const plugin = webhookPlugin(
    url,
    [{ id: 1, pluginId: 'webhook', connectionId: 'c', options: { level: 'all' } }],
    [connection],
  );
  expect(plugin.integration).toEqual({ level: 'all' });
  expect(plugin.connection).toEqual({ url, credentials: { key: 'migration-probe' } });
});

test('a webhook whose address is masked teaches nothing', () => {
  const plugin = webhookPlugin(url, [{ id: 1, pluginId: 'webhook', options: { url: '********' } }], []);
  expect(plugin.assumed).toBe(true);
});
