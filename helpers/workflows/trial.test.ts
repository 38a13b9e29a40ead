import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { Ledger } from '../undo/ledger.ts';
import { type Behaviour, project, type SmallServer, smallServer } from './testing/small-server.ts';
import { WorkflowTrial } from './trial.ts';

/** The place that stands in the ledger; these tests undo nothing by it. */
const nowhere = { url: new URL('https://new.example.com'), reached: undefined };

let folder: string;
let ledger: Ledger;
let small: SmallServer | undefined;
const trials: WorkflowTrial[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trial-'));
  ledger = new Ledger(folder, { began: Date.now(), server: nowhere });
});
afterEach(async () => {
  await Promise.all(trials.splice(0).map((trial) => trial.cleanUp()));
  await small?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function trialOn(behaviour: Behaviour, notified = 0.5) {
  small = await smallServer(behaviour);
  const trial = new WorkflowTrial({
    server: small.server,
    endpoint: '/api/workflows',
    project,
    token: 'submission-token',
    webhook: { listen: { host: '127.0.0.1', port: 0 } },
    seconds: { stored: 1, notified },
    ledger,
    projects: [{ ...project, pid: 1, deleted: false }],
  });
  trials.push(trial);
  return { trial, small };
}

const tell = (webhook: Record<string, unknown> | undefined, payload: unknown): Promise<Response> =>
  fetch(String(webhook?.url), { method: 'POST', body: JSON.stringify(payload) });
const about = (fingerprint: string) => ({ universe: 'u', project: 'p', fingerprint });

/** What the service and the ledger hold when all is undone; of the ledger, the test error is for others to remove. */
function expectNothingLeft(): void {
  expect(small?.objects).toEqual({ connections: [], integrations: [], alerts: [] });
  expect(ledger.read().filter(({ kind }) => kind === 'workflow')).toEqual([]);
}

test('a webhook is set up before the error, told of it, and removed', async () => {
  const order: string[] = [];
  const { trial } = await trialOn({
    onError: (fingerprint, [webhook]) => {
      order.push(...ledger.read().map(({ kind }) => kind));
      void tell(webhook, about(fingerprint));
    },
  });
  const fired = await trial.fired();
  expect(order).toEqual(['workflow', 'errors']);
  expect(fired.delivery?.notification).toMatchObject({ fingerprint: fired.error.fingerprint });
  expect(fired.made).toBe('connections/1, integrations/2, alerts/3');
  expect(fired.left).toBeUndefined();
  expectNothingLeft();
});

test('it is done once, however many steps look at it', async () => {
  const { trial, small: server } = await trialOn({
    onError: (fingerprint, [webhook]) => void tell(webhook, about(fingerprint)),
  });
  expect(await trial.fired()).toBe(await trial.fired());
  expect(server.errors).toHaveLength(1);
});

test('a notification that comes twice, one about something else and a forged one are told apart', async () => {
  const { trial } = await trialOn({
    onError: async (fingerprint, [webhook]) => {
      const url = new URL(String(webhook?.url));
      await tell({ url: new URL('/guessed', url) }, about(fingerprint));
      await tell(webhook, about('cd'.repeat(32)));
      await tell(webhook, 'nonsense');
      await tell(webhook, about(fingerprint));
      await tell(webhook, about(fingerprint));
    },
  });
  const fired = await trial.fired();
  expect(fired.delivery?.notification?.fingerprint).toBe(fired.error.fingerprint);
  await expect
    .poll(() => trial.deliveries(fired))
    .toMatchObject({ others: 2, foreign: 1, about: { length: 2 } });
});

test('a late notification is still heard of', async () => {
  let late = async (): Promise<unknown> => undefined;
  const { trial } = await trialOn(
    {
      onError: (fingerprint, [webhook]) => {
        late = () => tell(webhook, about(fingerprint));
      },
    },
    0.05,
  );
  const fired = await trial.fired();
  expect(fired.delivery).toBeUndefined();
  await late();
  expect(trial.deliveries(fired).about).toHaveLength(1);
  expectNothingLeft();
});

test('a webhook that the service has given up is not waited for to the end', async () => {
  const { trial, small: server } = await trialOn(
    {
      onError: () => {
        for (const integration of server.objects.integrations)
          Object.assign(integration, { state: 'stopped', lastError: 'ECONNREFUSED' });
      },
    },
    60,
  );
  const fired = await trial.fired();
  expect(fired.delivery).toBeUndefined();
  expect(fired.integrations[0]?.integration).toMatchObject({ lastError: 'ECONNREFUSED' });
  expectNothingLeft();
});

describe('nothing is left', () => {
  test('when the alert is refused, which is an error with a hint', async () => {
    const { trial } = await trialOn({
      instead: ({ method, path }) =>
        method === 'POST' && path.endsWith('/alerts') ? { error: 'frequency is too small' } : undefined,
    });
    const error = await trial.fired().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Unanswered);
    expect(String(error)).toMatch(/webhook was refused.*frequency is too small.*assumed/);
    expectNothingLeft();
  });

  test('when the server refuses the error', async () => {
    const { trial } = await trialOn({
      instead: ({ path }) => (path === '/api/post' ? { error: { code: 1, message: 'quota' } } : undefined),
    });
    await expect(trial.fired()).rejects.toThrow(/quota/);
    expectNothingLeft();
  });

  test('where webhooks have no connections', async () => {
    const { trial } = await trialOn({
      onError: (fingerprint, [webhook]) => void tell(webhook, about(fingerprint)),
      instead: ({ method, path }) =>
        method === 'POST' && path.endsWith('/connections') ? { error: 'no such plugin' } : undefined,
    });
    const fired = await trial.fired();
    expect(fired.delivery).toBeDefined();
    expect(fired.made).toBe('integrations/1, alerts/2');
    expectNothingLeft();
  });

  test('of a trial that is broken off while the webhook is being made', async () => {
    const order: string[] = [];
    let cleaned: Promise<unknown> | undefined;
    const { trial } = await trialOn({
      instead: ({ method, path }) => {
        if (method === 'POST' && path.endsWith('/integrations'))
          cleaned = trial.cleanUp().then(() => order.push('cleaned up'));
        return undefined;
      },
    });
    await trial.fired().then(() => order.push('made'));
    await cleaned;
    expect(order).toEqual(['made', 'cleaned up']);
    expectNothingLeft();
  });
});

test('what belongs to somebody else stays, and what cannot be removed is told and stays in the ledger', async () => {
  const { trial, small: server } = await trialOn({
    onError: (fingerprint, [webhook]) => void tell(webhook, about(fingerprint)),
    instead: ({ method, path }) =>
      method === 'DELETE' && path.includes('/alerts/') ? { error: 'permission denied' } : undefined,
  });
  server.objects.alerts.push({ id: 77, name: 'of the team', integrations: [] });
  const fired = await trial.fired();
  expect(fired.left).toMatch(/alerts\/3 is still listed/);
  expect(server.objects.alerts.map(({ id }) => id)).toEqual([77, 3]);
  expect(server.objects.integrations).toEqual([]);
  expect(ledger.read().find(({ kind }) => kind === 'workflow')).toMatchObject({ ids: { alerts: 3 } });
});
