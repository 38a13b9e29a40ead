import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  jsonBody,
  type RecordingServer,
  recordingServer,
} from '../helpers/coronerd/testing/recording-server.ts';
import { readSettings } from '../helpers/settings/read.ts';
import { Ledger } from '../helpers/undo/ledger.ts';
import type { Noted } from '../helpers/undo/leftover.ts';
import { digestOf } from '../helpers/undo/ownership/errors.ts';
import { undoLeftovers } from './undo.ts';

const mark = 'migration-probe-00ff00ff00ff00ff';
const project = { universe: 'acme', name: 'probe' };
const errors: Noted = { kind: 'errors', ...project, mark, sent: [] };
const report: Noted = { kind: 'report', ...project, title: mark, after: 7 };
const invitation: Noted = {
  kind: 'invitation',
  universe: 1,
  username: mark,
  address: `ops+${mark}@example.com`,
  after: 2,
};
const ticket: Noted = {
  kind: 'ticket',
  ...project,
  fingerprint: 'ab'.repeat(32),
  error: { mark, sha256: digestOf('') },
  tracker: 'https://jira.example.com/',
  ticket: 'OPS-12',
};
const unit: Noted = { kind: 'unit', unit: 'coronerd.service', host: 'new.example.com' };

let folder: string;
let recording: RecordingServer;
let printed: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'undo-'));
  printed = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line));
  recording = await recordingServer((arrived) => {
    if (arrived.path === '/api/login') return { token: 't'.repeat(64) };
    if (arrived.path === '/api/logout') return {};
    if (arrived.path === '/api/query')
      return { response: { columns: [['_tx', '']], objects: [['*', []]], values: [['*']] } };
    const actions = (jsonBody(arrived).actions ?? []) as { type: string }[];
    const rows: Record<string, object[]> = {
      'configuration/universe': [{ id: 1, name: 'acme' }],
      'configuration/project': [
        { pid: 3, universe: 1, name: 'probe' },
        { pid: 4, universe: 1, name: 'shop' },
      ],
    };
    return { results: actions.map(({ type }) => ({ text: 'success', result: rows[type] ?? [] })) };
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await recording.close();
  rmSync(folder, { recursive: true });
});

/** Undoes an item with these variables; what it came to, and all changes that were sent. */
async function undone(
  noted: Noted,
  variables: Record<string, string>,
  reached = `127.0.0.1 port ${recording.port}`,
) {
  const url = new URL(`http://127.0.0.1:${recording.port}`);
  const ledger = new Ledger(folder, { began: Date.now(), server: { url, reached } });
  ledger.put(noted);
  const settings = readSettings({
    NEW_URL: url.origin,
    NEW_USERNAME: 'admin',
    NEW_PASSWORD: 'password-of-admin',
    ALLOW: 'submit,mail,workflow,ticket,restart',
    PROBE_PROJECT: 'acme/probe',
    SUBMISSION_SECONDS: '0.2',
    ...variables,
  });
  const result = await undoLeftovers(ledger, settings, 'of an earlier run');
  const changes = recording.arrived.filter(
    ({ path, body }) => path === '/api/delete' || body.includes('"action":"delete"'),
  );
  return { ...result, listed: ledger.read(), changes };
}
const mailbox = {
  MAIL_TO: 'ops@example.com',
  MAIL_IMAP: 'imaps://mail.example.com',
  MAIL_USERNAME: 'ops',
  MAIL_PASSWORD: 'password-of-ops',
};
const tracker = {
  TRACKER_URL: 'https://other.example.com',
  TRACKER_USERNAME: 'me',
  TRACKER_PASSWORD: 'password-of-mine',
};

test('what is undone is given, and taken off the list', async () => {
  const result = await undone(errors, {});
  expect(result.undone).toEqual([
    expect.stringMatching(
      `undone on the new server, of an earlier run: test errors of acme/probe marked ${mark}`,
    ),
  ]);
  expect(result).toMatchObject({ left: [], listed: [] });
});

test.each<[string, Noted, Record<string, string>, RegExp, string?]>([
  ['whose effect is not allowed', errors, { ALLOW: '' }, /ALLOW does not list submit/],
  ['a report, without mail', report, { ALLOW: 'submit' }, /ALLOW does not list mail/],
  ['a stopped unit, without restart', unit, { ALLOW: 'submit' }, /ALLOW does not list restart/],
  [
    'a stopped unit of another host',
    unit,
    { NEW_SSH: 'ops@other.example.com', NEW_SSH_KEY_FILE: '/nowhere' },
    /NEW_SSH names other\.example\.com, and it was stopped on new\.example\.com/,
  ],
  ['of another project', errors, { PROBE_PROJECT: 'shop' }, /PROBE_PROJECT is acme\/shop, not acme\/probe/],
  ['without PROBE_PROJECT', errors, { PROBE_PROJECT: '' }, /PROBE_PROJECT is not set/],
  [
    'of a machine that the name led to before',
    errors,
    {},
    /led to 192\.0\.2\.8 port 443 when it was made, and leads to 127\.0\.0\.1/,
    '192.0.2.8 port 443',
  ],
  ['a report, without a mailbox', report, {}, /MAIL_TO is not set/],
  [
    'an account at an address that is not the mailbox’s',
    invitation,
    { ...mailbox, MAIL_TO: 'team@example.com' },
    /is not the tag migration-probe-00ff00ff00ff00ff of MAIL_TO/,
  ],
  [
    'a ticket of another tracker',
    ticket,
    tracker,
    /TRACKER_URL is https:\/\/other\.example\.com\/, and the ticket was asked for at https:\/\/jira\.example\.com\//,
  ],
])(
  'something %s is left alone, told with how to remove it, and stays listed',
  async (_what, noted, variables, why, reached) => {
    const result = await undone(noted, variables, reached);
    expect(result.changes).toEqual([]);
    expect(result.left).toEqual([expect.stringMatching(why)]);
    expect(result.left[0]).toMatch(/by hand: (morgue|ssh|close)/);
    expect(printed.join('\n')).toMatch(why);
    expect(result).toMatchObject({ undone: [], listed: [noted] });
  },
);

test('errors by which a ticket is known that is still there stay, too', async () => {
  const url = new URL(`http://127.0.0.1:${recording.port}`);
  new Ledger(folder, { began: Date.now(), server: { url, reached: undefined } }).put(ticket);
  const result = await undone(errors, tracker);
  expect(result.listed).toMatchObject([{ kind: 'ticket' }, { kind: 'errors' }]);
  expect(result.left).toEqual([
    expect.stringMatching(/^left on the new server, of an earlier run: the ticket/),
    expect.stringMatching(/test errors .*; the ticket .* is known by one of them: they go when it is gone/),
  ]);
});

test('what was done to another server is told, and not touched', async () => {
  const ledger = new Ledger(folder, {
    began: Date.now(),
    server: { url: new URL('https://staging.example.com'), reached: undefined },
  });
  ledger.put(errors);
  const result = await undone(unit, { ALLOW: '' });
  const told = /an earlier run left test errors .* at https:\/\/staging\.example\.com/;
  expect(printed.join('\n')).toMatch(told);
  expect(result.elsewhere).toEqual([expect.stringMatching(told)]);
  expect(result.left).toHaveLength(1);
  expect(recording.arrived).toEqual([]);
});

test('what is printed of the list forges no line of its own', async () => {
  await undone({ ...errors, name: 'probe\u001b[2K\u009b31m' }, { ALLOW: '' });
  expect(printed.join('\n')).not.toMatch(/[\u001b\u009b]/);
});
