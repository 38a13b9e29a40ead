import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RecordingServer, recordingServer } from '../coronerd/testing/recording-server.ts';
import { openTracker } from '../tracker/jira.ts';
import { Unanswered } from '../unanswered.ts';
import { Ledger } from '../undo/ledger.ts';
import { digestOf } from '../undo/ownership/errors.ts';
import { type Behaviour, project, type SmallServer, smallServer } from './testing/small-server.ts';
import { removeTicket } from './ticket.ts';
import { TicketTrial } from './ticket-trial.ts';

let folder: string;
let ledger: Ledger;
let tracker: RecordingServer;
let small: SmallServer | undefined;
/** Tickets of the tracker by key: their description. */
let tickets: Map<string, string>;
/** When the tracker says that its tickets were created. */
let created: string | undefined;
/** What the tracker does with a deletion: 204, or a refusal. */
let deletion: number;
/** Category of the status that a ticket may go to. */
let category: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ticket-'));
  const server = { url: new URL('https://new.example.com'), reached: undefined };
  ledger = new Ledger(folder, { began: Date.now(), server });
  tickets = new Map();
  created = undefined;
  deletion = 204;
  category = 'new';
  tracker = await recordingServer(({ method, path, headers, parameters, body }, response) => {
    const send = (status: number, body?: object): undefined =>
      void response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body && JSON.stringify(body));
    if (headers.authorization !== `Basic ${Buffer.from('me:tracker-password').toString('base64')}`)
      return send(401);
    const issues = () => [...tickets].map(([key, description]) => ({ key, fields: { description } }));
    if (path.endsWith('/search')) {
      expect(parameters.get('jql')).toMatch(/^text ~ "[0-9a-f]{64}"$/);
      return { issues: issues() };
    }
    const [, key = '', rest] = /\/rest\/api\/2\/issue\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    const description = tickets.get(key);
    if (description === undefined) return send(404, {});
    if (rest === '/transitions' && method === 'GET')
      return { transitions: [{ id: '5', to: { statusCategory: { key: category } } }] };
    if (rest === '/transitions' && body.toString() === '{"transition":{"id":"5"}}') {
      tickets.set(key, 'closed');
      return send(204);
    }
    if (rest === '/remotelink') return [{ object: { url: 'https://remote.example.com/x' } }];
    if (method === 'DELETE') {
      if (deletion === 204) tickets.delete(key);
      return send(deletion);
    }
    return { key, fields: { description, created } };
  });
});
afterEach(async () => {
  await small?.close();
  await tracker.close();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (password = 'tracker-password') => ({
  url: new URL(`http://127.0.0.1:${tracker.port}/`),
  username: 'me',
  password,
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
    tracker: settings(password),
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
    tickets.set('BUG-7', `see ${link(fingerprint)} for more`);
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
  expect([tickets.size, server.tickets.size, server.errors.length]).toEqual([0, 0, 0]);
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
    tickets.set('REAL-1', 'what people work on');
    const { trial, small: server } = await trialOn({ onError: (fingerprint) => spoil(server, fingerprint) });
    await expect(trial.created(own)).rejects.toThrow(/group [0-9a-f]{64}.*not of the test error alone/);
    expect(ledger.read().map(({ kind }) => kind)).toEqual(['errors']);
    await trial.cleanUp();
    expect([...tickets.keys()]).toEqual(['REAL-1']);
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
      tickets.set('BUG-7', `https://new.example.com/group/${fingerprint}`);
      server.tickets.set(fingerprint, [named]);
    },
  });
  expect(await trial.created(own)).toMatchObject({ findings: [], looked: { key: 'BUG-7' } });
  await trial.cleanUp();
  expect([tickets.size, ledger.read().length]).toEqual([0, 0]);
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
  deletion = 403;
  category = 'done';
  const { trial } = await trialOn(good);
  await trial.created(own);
  await trial.cleanUp();
  expect([...tickets]).toEqual([['BUG-7', 'closed']]);
  expect(ledger.read()).toEqual([]);
});

test('a ticket that may be neither deleted nor closed stays in the ledger, and its error, by which it is known', async () => {
  deletion = 403;
  const { trial, small: server } = await trialOn(good);
  await trial.created(own);
  await trial.cleanUp();
  expect(ledger.read()).toMatchObject([{ kind: 'errors' }, { kind: 'ticket', ticket: 'BUG-7' }]);
  expect(server.errors).toHaveLength(1);
});

test('of a run that was killed before it knew the key, the ticket is found by its group', async () => {
  small = await smallServer();
  small.errors.push(testError);
  tickets.set('BUG-9', `https://new.example.com/group/${fingerprint}`);
  tickets.set('BUG-1', 'somebody else');
  expect(await removeTicket(small.server, openTracker(settings()), left, 0)).toBe('deleted');
  expect([...tickets.keys()]).toEqual(['BUG-1']);
});

const fingerprint = 'ab'.repeat(32);
const mark = 'migration-probe-00ff00ff00ff00ff-1';
const uuid = '6a1f0ac4-7c1b-4d0e-9a49-2f6f9d1c0b11';
/** The error of a run that was killed, as it is stored. */
const testError = { mark, fingerprint, report: { uuid, attributes: { application: mark } } };
const left = {
  server: { origin: 'https://new.example.com' },
  began: new Date().toISOString(),
  kind: 'ticket' as const,
  universe: 'u',
  name: 'p',
  fingerprint,
  error: { mark, sha256: digestOf('what was sent'), uuid },
  tracker: 'https://jira.example.com/',
};

test.each([
  ['does not name the error group', 'what people work on', undefined, /it does not name the error group/],
  [
    'is older than the run',
    `see ${fingerprint}`,
    '2019-11-12T01:41:25.000+0000',
    /it is older than this run/,
  ],
])('a ticket that %s is left alone, and told', async (_what, description, at, told) => {
  small = await smallServer();
  small.errors.push(testError);
  tickets.set('OPS-12', description);
  created = at;
  const removal = removeTicket(small.server, openTracker(settings()), { ...left, ticket: 'OPS-12' }, 0);
  await expect(removal).rejects.toThrow(told);
  expect([...tickets.keys()]).toEqual(['OPS-12']);
});

test.each<[string, (server: SmallServer) => void, RegExp]>([
  ['nobody has an error of', () => undefined, /the test error is not there/],
  [
    'real errors are in',
    ({ errors }) => errors.push({ mark: 'shop', fingerprint }),
    /the test error is not there/,
  ],
  [
    'real errors are in, beside the test error',
    ({ errors }) => errors.push(testError, { mark: 'shop', fingerprint }),
    /it is not of the test error alone/,
  ],
])('a ticket of a group that %s is left alone, whatever the list says', async (_what, fill, told) => {
  small = await smallServer();
  fill(small);
  tickets.set('OPS-12', `people work on ${fingerprint}`);
  const removal = removeTicket(small.server, openTracker(settings()), { ...left, ticket: 'OPS-12' }, 0);
  await expect(removal).rejects.toThrow(told);
  expect([...tickets.keys()]).toEqual(['OPS-12']);
});

test('an issue that is linked to tickets, of a group that is not of the test error alone, stays as it is', async () => {
  small = await smallServer();
  small.errors.push({ mark, fingerprint, report: { attributes: { application: mark } } });
  small.tickets.set(fingerprint, [{ short: 'REAL-1' }]);
  const removal = removeTicket(small.server, openTracker(settings()), left, 0);
  await expect(removal).rejects.toThrow(/was left as it is: it does not hold what this run submitted/);
  expect(small.tickets.get(fingerprint)).toEqual([{ short: 'REAL-1' }]);
});

test('a tracker that is not there is an error', async () => {
  const gone = openTracker({ ...settings(), url: new URL('http://127.0.0.1:1/') });
  await expect(gone.ticket('X-1')).rejects.toThrow(/could not be asked: .*ECONNREFUSED/);
});
