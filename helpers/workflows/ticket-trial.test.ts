import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTracker } from '../tracker/jira.ts';
import { Unanswered } from '../unanswered.ts';
import { Ledger } from '../undo/ledger.ts';
import { type Behaviour, project, type SmallServer, smallServer } from './testing/small-server.ts';
import { type SmallTracker, smallTracker } from './testing/small-tracker.ts';
import { TicketTrial } from './ticket-trial.ts';

let folder: string;
let ledger: Ledger;
let tracker: SmallTracker;
let small: SmallServer | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ticket-'));
  const server = { url: new URL('https://new.example.com'), reached: undefined };
  ledger = new Ledger(folder, { began: Date.now(), server });
  tracker = await smallTracker();
});
afterEach(async () => {
  await small?.close();
  await tracker.close();
  rmSync(folder, { recursive: true, force: true });
});

async function trialOn(behaviour: Behaviour, password?: string) {
  small = await smallServer(behaviour);
  small.objects.integrations.push({ id: 9, watcherName: 'bugs', pluginId: 'jira', state: 'enabled' });
  const trial = new TicketTrial({
    server: small.server,
    project,
    token: 'submission-token',
    endpoint: '/api/workflows',
    integration: { id: 9, watcherName: 'bugs', pluginId: 'jira' },
    tracker: tracker.settings(password),
    seconds: { stored: 1, created: 0.5 },
    ledger,
  });
  return { trial, small };
}

/** As a server that creates the ticket would. */
const creates = (link: (fingerprint: string) => string): Behaviour => ({
  onTicket: (server, fingerprint, [wanted]) => {
    if (!wanted) return;
    expect(wanted).toEqual({ watcher: 'bugs' });
    expect(ledger.read().map(({ kind }) => kind)).toEqual(['errors', 'ticket']);
    tracker.tickets.set('BUG-7', `see ${link(fingerprint)} for more`);
    server.tickets.set(fingerprint, [{ short: 'BUG-7', url: 'https://jira.example.com/browse/BUG-7' }]);
  },
});
const good = creates((fingerprint) => `https://new.example.com/group/${fingerprint}`);
const own = ['new.example.com'];

test('a ticket is created, found in the tracker with a link back, and removed with its error', async () => {
  const { trial, small: server } = await trialOn(good);
  expect(await trial.created(own)).toMatchObject({
    findings: [],
    back: expect.stringMatching(/^https:\/\/new\.example\.com\/group\/[0-9a-f]{64}$/),
    looked: { key: 'BUG-7' },
  });
  expect(ledger.read().find(({ kind }) => kind === 'ticket')).toMatchObject({ ticket: 'BUG-7' });
  await trial.cleanUp();
  expect([tracker.tickets.size, server.tickets.size, server.errors.length]).toEqual([0, 0, 0]);
  expect(ledger.read()).toEqual([]);
});

test('a stored report that names its group in another form than the index is no other group', async () => {
  const { trial, small: server } = await trialOn({
    ...good,
    instead: ({ path, parameters }) => {
      if (path !== '/api/get') return undefined;
      const { report, fingerprint } =
        server.errors[Number.parseInt(parameters.get('object') ?? '', 16) - 1] ?? {};
      return { ...report, fingerprint: Buffer.from(fingerprint ?? '', 'hex').toString('base64') };
    },
  });
  expect(await trial.created(own)).toMatchObject({ findings: [] });
});

test.each([
  [
    'has other errors',
    (server: SmallServer, fingerprint: string) => server.errors.push({ mark: 'a real error', fingerprint }),
    [],
  ],
  [
    'has a ticket',
    (server: SmallServer, fingerprint: string) => server.tickets.set(fingerprint, [{ short: 'REAL-1' }]),
    [{ short: 'REAL-1' }],
  ],
])(
  'a group that %s is not asked a ticket for, and none of its tickets is removed',
  async (_what, spoil, linked) => {
    tracker.tickets.set('REAL-1', 'what people work on');
    const { trial, small: server } = await trialOn({ onError: (fingerprint) => spoil(server, fingerprint) });
    await expect(trial.created(own)).rejects.toThrow(/group [0-9a-f]{64}.*not of the test error alone/);
    expect(ledger.read().map(({ kind }) => kind)).toEqual(['errors']);
    await trial.cleanUp();
    expect([...tracker.tickets.keys()]).toEqual(['REAL-1']);
    expect([...server.tickets.values()].flat()).toEqual(linked);
    expect(ledger.read()).toEqual([]);
  },
);

test('a ticket that links to another host is a finding', async () => {
  const { trial } = await trialOn(creates((fingerprint) => `https://old.example.com/group/${fingerprint}`));
  const { findings } = await trial.created(own);
  expect(findings).toEqual([
    expect.stringMatching(/no link to the error on new\.example\.com.*old\.example\.com/),
  ]);
});

test.each([
  { url: 'https://jira.example.com/browse/BUG-7?focusedId=1#top' },
  { short: '[BUG-7]', url: 'https://jira.example.com/browse/BUG-7' },
])('the key of a ticket is found in what the issue says of it: %j', async (named) => {
  const { trial } = await trialOn({
    onTicket: (server, fingerprint, [wanted]) => {
      if (!wanted) return;
      tracker.tickets.set('BUG-7', `https://new.example.com/group/${fingerprint}`);
      server.tickets.set(fingerprint, [named]);
    },
  });
  expect(await trial.created(own)).toMatchObject({ findings: [], looked: { key: 'BUG-7' } });
  await trial.cleanUp();
  expect([tracker.tickets.size, ledger.read().length]).toEqual([0, 0]);
});

test('a ticket without a key is a finding, and nothing is left', async () => {
  const { trial } = await trialOn({
    onTicket: (server, fingerprint, [wanted]) =>
      wanted && server.tickets.set(fingerprint, [{ short: 'pending' }]),
  });
  const { findings } = await trial.created(own);
  expect(findings).toEqual([expect.stringContaining('pending, but the tracker has no such ticket')]);
  await trial.cleanUp();
  expect(ledger.read()).toEqual([]);
});

test('a ticket that only the issue knows is a finding', async () => {
  const { trial } = await trialOn({
    onTicket: (server, fingerprint, [wanted]) =>
      wanted && server.tickets.set(fingerprint, [{ url: 'https://jira.example.com/browse/BUG-8' }]),
  });
  const { findings } = await trial.created(own);
  expect(findings).toEqual([expect.stringContaining('BUG-8, but the tracker has no such ticket')]);
});

test('where the integration says why there is none, that is told at once', async () => {
  const { trial, small: server } = await trialOn({
    onTicket: () => Object.assign(server.objects.integrations[0] ?? {}, { lastError: 'HTTP 403' }),
  });
  expect((await trial.created(own)).findings).toEqual([expect.stringMatching(/no ticket.*bugs.*HTTP 403/)]);
});

test('without a ticket in time, nobody is waited for', async () => {
  const { trial } = await trialOn({});
  expect((await trial.created(own)).findings).toEqual([expect.stringMatching(/within 0\.5 s/)]);
});

test('a tracker that refuses the login is an error, and its password is not told', async () => {
  const { trial } = await trialOn(good, 'another-password');
  const error = await trial.created(own).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Unanswered);
  expect(String(error)).toMatch(/refused the login \(HTTP 401\)/);
  expect(String(error)).not.toContain('another-password');
  await trial.cleanUp();
  expect(ledger.read().map(({ kind }) => kind)).toContain('ticket');
});

test('a ticket that may not be deleted is closed', async () => {
  tracker.deletion = 403;
  tracker.category = 'done';
  const { trial } = await trialOn(good);
  await trial.created(own);
  await trial.cleanUp();
  expect([...tracker.tickets]).toEqual([['BUG-7', 'closed']]);
  expect(ledger.read()).toEqual([]);
});

test('a ticket that may be neither deleted nor closed stays in the ledger, and its error, by which it is known', async () => {
  tracker.deletion = 403;
  const { trial, small: server } = await trialOn(good);
  await trial.created(own);
  await trial.cleanUp();
  expect(ledger.read()).toMatchObject([{ kind: 'errors' }, { kind: 'ticket', ticket: 'BUG-7' }]);
  expect(server.errors).toHaveLength(1);
});

test('a tracker that is not there is an error', async () => {
  const gone = openTracker({ ...tracker.settings(), url: new URL('http://127.0.0.1:1/') });
  await expect(gone.ticket('X-1')).rejects.toThrow(/could not be asked: .*ECONNREFUSED/);
});
