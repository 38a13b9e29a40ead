import { afterEach, describe, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { digestOf } from '../undo/ownership/errors.ts';
import { removeLeftWebhook } from './temporary-webhook.ts';
import { type Behaviour, type SmallServer, smallServer } from './testing/small-server.ts';

let small: SmallServer | undefined;
afterEach(async () => {
  await small?.close();
  small = undefined;
});

const mark = 'migration-probe-00ff00ff00ff00ff';
const target = 'https://verifier.example.com/secret';
const left = {
  server: { origin: 'https://new.example.com' },
  began: new Date().toISOString(),
  kind: 'workflow' as const,
  universe: 'u',
  name: 'p',
  mark,
  ids: {},
  plugin: 'webhook',
  target: digestOf(target),
};

/** What a run made that was killed. */
function ownObjects({ objects }: SmallServer): void {
  const options = { url: target };
  objects.alerts.push({ id: 1, name: mark, integrations: [2] });
  objects.integrations.push({ id: 2, watcherName: mark, pluginId: 'webhook', options });
  objects.connections.push({ id: 3, name: mark, pluginId: 'webhook', options });
}

function expectNothingLeft(): void {
  expect(small?.objects).toEqual({ connections: [], integrations: [], alerts: [] });
}

test('what an earlier run left, whose ids were lost when it was killed, is removed', async () => {
  small = await smallServer();
  ownObjects(small);
  await removeLeftWebhook(small.server, left, 1);
  expectNothingLeft();
});

describe("what only looks like the run's own is left alone, and told:", () => {
  test.each<[string, (server: SmallServer) => void, Partial<typeof left>, string, RegExp]>([
    [
      'an alert whose id belongs to another one since a re-import',
      ({ objects }) => Object.assign(objects.alerts[0] ?? {}, { name: 'Page the on-call' }),
      { ids: { alerts: 1 } },
      'alerts',
      /^$/,
    ],
    [
      'an integration of that name under another id than the one that was made',
      () => undefined,
      { ids: { integrations: 40 } },
      'integrations',
      /integrations\/2 was left alone: its id is not 40/,
    ],
    [
      'an integration that calls somebody else',
      ({ objects }) =>
        Object.assign(objects.integrations[0] ?? {}, { options: { url: 'https://pager.test/' } }),
      {},
      'integrations',
      /integrations\/2 was left alone: it calls another address/,
    ],
    [
      'a connection of another plugin',
      ({ objects }) => Object.assign(objects.connections[0] ?? {}, { pluginId: 'slack' }),
      {},
      'connections',
      /connections\/3 was left alone: it calls another address/,
    ],
    [
      'an alert that tells others, too',
      ({ objects }) => Object.assign(objects.alerts[0] ?? {}, { integrations: [2, 9] }),
      {},
      'alerts',
      /alerts\/1 was left alone: it tells others, too/,
    ],
  ])('%s', async (_what, change, more, kind, told) => {
    small = await smallServer();
    ownObjects(small);
    change(small);
    const error = await removeLeftWebhook(small.server, { ...left, ...more }, 0).catch((reason) => reason);
    expect(small.objects[kind as 'alerts']).toHaveLength(1);
    expect(error instanceof Unanswered ? error.message : '').toMatch(told);
  });
});

test('an integration that is left alone keeps its connection, which would take it along', async () => {
  small = await smallServer();
  ownObjects(small);
  Object.assign(small.objects.integrations[0] ?? {}, {
    connectionId: 3,
    options: { url: 'https://pager.test/' },
  });
  await expect(removeLeftWebhook(small.server, left, 0)).rejects.toThrow(
    /integrations\/2 was left alone: it calls another address, connections\/3 was left alone: integrations\/2 uses it/,
  );
  expect(small.objects).toMatchObject({ alerts: [], integrations: [{ id: 2 }], connections: [{ id: 3 }] });
});

describe('what the run made is removed, however a service tells it:', () => {
  test.each<[string, object]>([
    ['its address masked', { url: '********' }],
    ['its address masked in part', { url: 'https://verifier.example.com/****' }],
    ['no options', {}],
    ['options of its own', { url: target, manual: 'https://docs.example.com/webhooks' }],
  ])('with %s', async (_how, options) => {
    small = await smallServer();
    ownObjects(small);
    for (const each of [...small.objects.integrations, ...small.objects.connections])
      Object.assign(each, { options });
    await removeLeftWebhook(small.server, left, 0);
    expectNothingLeft();
  });

  test('gone between the list and the look', async () => {
    const { server, objects } = await smallWith({
      instead: ({ method, path }) => {
        if (method === 'GET' && path.endsWith('/alerts/1')) objects().alerts.splice(0);
        return undefined;
      },
    });
    await removeLeftWebhook(server, left, 0);
    expectNothingLeft();
  });

  test.each<[string, object]>([
    ['refused', { error: 'not found' }],
    ['answered with something else', { success: true }],
  ])('but for one whose reading is %s, which is told', async (_how, answer) => {
    const { server, objects } = await smallWith({
      instead: ({ method, path }) => (method === 'GET' && path.endsWith('/alerts/1') ? answer : undefined),
    });
    await expect(removeLeftWebhook(server, left, 0)).rejects.toThrow(
      /alerts\/1 was left alone: it cannot be read/,
    );
    expect(objects()).toMatchObject({ alerts: [{ id: 1 }], integrations: [], connections: [] });
  });
});

/** A small server with what a killed run made, which may answer otherwise. */
async function smallWith(behaviour: Behaviour) {
  const made = await smallServer(behaviour);
  small = made;
  ownObjects(made);
  return { server: made.server, objects: () => made.objects };
}
