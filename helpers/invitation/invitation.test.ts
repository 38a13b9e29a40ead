import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectNew, type WritableServer } from '../coronerd/server.ts';
import {
  type Arrived,
  jsonBody,
  limits,
  type RecordingServer,
  recordingServer,
  settingsFor,
} from '../coronerd/testing/recording-server.ts';
import { Unanswered } from '../unanswered.ts';
import { Ledger } from '../undo/ledger.ts';
import { invite, invited, removeInvited } from './invitation.ts';

type Row = Record<string, unknown>;
interface Action {
  action: string;
  type?: string;
  object?: Row;
  key?: Row;
}

const username = 'migration-probe-00ff00ff00ff00ff';
const ours = { username, address: `ops+${username}@example.com` };
const left = {
  kind: 'invitation' as const,
  server: { origin: 'https://new.example.com' },
  began: new Date().toISOString(),
  universe: 1,
  after: 2,
  ...ours,
};
const other = { universe: 1, username: 'bob', email: 'bob@example.com' };

let tables: Record<string, Row[]>;
let signup: unknown;
let keeps: boolean;
/** Called when the lists are asked for. */
let arrives: () => void;
let recorder: RecordingServer;
let server: WritableServer;
let folder: string;

beforeEach(async () => {
  tables = { signup_pending: [{ ...other }], users: [{ ...other, uid: 2, deleted: 0 }] };
  signup = { status: 'ok' };
  keeps = false;
  arrives = () => undefined;
  recorder = await recordingServer(answer);
  server = connectNew(settingsFor(recorder.port), limits);
  folder = mkdtempSync(join(tmpdir(), 'invitation-'));
});
afterEach(async () => {
  await server.close();
  await recorder.close();
  rmSync(folder, { recursive: true, force: true });
});

function answer(arrived: Arrived): unknown {
  if (arrived.path === '/api/login')
    return { token: 't'.repeat(64), uid: 9, universe: { id: 1, name: 'acme' } };
  if (arrived.path === '/api/signup') return signup;
  if (arrived.path !== '/api/bpg') return {};
  const actions = jsonBody(arrived).actions as Action[];
  if (actions.some(({ action }) => action === 'get')) arrives();
  return { results: actions.map(perform) };
}

function perform({ action, type = '', object, key = {} }: Action): unknown {
  const rows = tables[type.replace(/^.*\//, '')] ?? [];
  if (action === 'create' && object) rows.push(object);
  const isMeant = (row: Row) => Object.entries(key).every(([name, value]) => row[name] === value);
  if (action === 'delete' && !keeps) rows.splice(rows.findIndex(isMeant), 1);
  return { string: 'success', result: action === 'get' ? rows : object };
}

test('somebody is invited as a guest, and the invitation is noted before it is made', async () => {
  const ledger = new Ledger(folder, { began: Date.now(), server });
  expect(await invite(server, { ...ours, ledger })).toBe('ok');

  expect(tables.signup_pending?.at(-1)).toMatchObject({
    universe: 1,
    username: ours.username,
    email: ours.address,
    role: 'guest',
    method: 'password',
  });
  const mailed = recorder.arrived.find(({ path }) => path === '/api/signup');
  expect(mailed && [mailed.parameters.get('universe'), jsonBody(mailed)]).toEqual([
    'acme',
    { action: 'resend', form: { username: ours.username } },
  ]);
  expect(ledger.read()).toMatchObject([{ kind: 'invitation', universe: 1, after: 2, ...ours }]);
});

test('a server that does not mail it says why', async () => {
  signup = { status: 'failed', message: 'SMTP is not configured' };
  expect(await invite(server, { ...ours, ledger: new Ledger(folder, { began: Date.now(), server }) })).toBe(
    'SMTP is not configured',
  );
});

test('the invitation and the account of it are removed, and nobody else', async () => {
  tables.signup_pending?.push({ universe: 1, username: ours.username, email: ours.address });
  const guest = { universe: 1, username: ours.username, role: 'guest', deleted: 0 };
  tables.users?.push({ ...guest, uid: 7, email: ours.address.toUpperCase() });
  tables.users?.push({ ...guest, uid: 8, email: 'somebody@example.com' });
  await removeInvited(server, left, 1);

  expect(tables.signup_pending).toEqual([other]);
  expect(tables.users?.map(({ uid }) => uid)).toEqual([2, 8]);
});

test('an invitation that was not answered is removed also when it arrives late', async () => {
  const late = { universe: 1, username: ours.username, email: ours.address };
  let looks = 0;
  arrives = () => {
    looks += 1;
    if (looks === 3) tables.signup_pending?.push(late);
  };
  await removeInvited(server, { ...left, unanswered: true }, 5);
  expect(looks).toBeGreaterThanOrEqual(3);
  expect(tables.signup_pending).toEqual([other]);
});

test.each<[string, Row, RegExp]>([
  ['was there before the run', { uid: 2 }, /its uid was there before the run/],
  ['is the login itself', { uid: 9 }, /its uid was there before the run/],
  ['is a superuser', { superuser: 1 }, /it is a superuser/],
  ['is more than a guest', { role: 'admin' }, /its role is admin/],
  ['is of another universe', { universe: 4 }, /it is of another universe/],
  ['was invited by somebody else', { invited_by: 3 }, /somebody else invited/],
  ['is older than the run', { __create: 1_573_522_885 }, /it is older than this run/],
])('an account of that name and address that %s is left alone, and told', async (_what, row, told) => {
  const account = { universe: 1, username: ours.username, email: ours.address, role: 'guest', deleted: 0 };
  tables.users = [{ ...account, uid: 7, ...row }];
  await expect(removeInvited(server, left, 0)).rejects.toThrow(told);
  expect(tables.users).toHaveLength(1);
});

test('what cannot be removed is said', async () => {
  keeps = true;
  tables.signup_pending?.push({ universe: 1, username: ours.username, email: ours.address });
  await expect(removeInvited(server, left, 1)).rejects.toThrow(Unanswered);
});

test('an account that stays listed as deleted counts as gone', async () => {
  tables.users?.push({ uid: 7, username: ours.username, email: ours.address, deleted: 1 });
  expect(await invited(server, ours)).toEqual({ waiting: [], accounts: [] });
});
