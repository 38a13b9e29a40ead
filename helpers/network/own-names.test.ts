import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectNew, type WritableServer } from '../coronerd/server.ts';
import {
  limits,
  type RecordingServer,
  recordingServer,
  settingsFor,
} from '../coronerd/testing/recording-server.ts';
import { ownNames } from './own-names.ts';

const document = {
  token: 'a1'.repeat(32),
  hostname: 'new01.example.com',
  universes: { acme: {}, umbrella: {} },
  tenant_separator: '.',
};
const listener = [
  { type: 'http/console', dns_name: 'acme.bt.example.com' },
  { type: 'http/writer', dns_name: 'old.example.com' },
];
let rows: { string: string; result?: unknown };
let recording: RecordingServer;
let settings: ReturnType<typeof settingsFor>;
let server: WritableServer;

beforeEach(async () => {
  rows = { string: 'success', result: listener };
  recording = await recordingServer(({ path }) => (path.endsWith('/bpg') ? { results: [rows] } : document));
  const url = new URL(`http://spare.example.com:${recording.port}`);
  settings = settingsFor(recording.port, { url, address: '127.0.0.1' });
  server = connectNew(settings, limits);
});
afterEach(async () => {
  await server.close();
  await recording.close();
});

const old = { names: ['old.example.com'], own: ['spare.example.com'] };

test('a server is meant by every name that it has, apart from those of the old server', async () => {
  expect(await ownNames(server, settings, old)).toEqual([
    'spare.example.com',
    'new01.example.com',
    'acme.bt.example.com',
    'umbrella.bt.example.com',
  ]);
});

test('a name that was moved to it is one of its own, addresses are none', async () => {
  const moved = {
    names: ['old01.example.com'],
    own: ['spare.example.com', 'public.example.com', '192.0.2.1', 'new01'],
  };
  const names = await ownNames(server, settings, moved);
  expect(names).toContain('public.example.com');
  expect(names).not.toContain('192.0.2.1');
  expect(names).not.toContain('new01');
});

test('where nothing is known of the old server, a name that does not lead to the new one tells nothing', async () => {
  rows.result = listener.map((row) => ({ ...row, dns_name: row.dns_name.replace('example.com', 'invalid') }));
  expect(await ownNames(server, settings, undefined)).toEqual(['spare.example.com', 'new01.example.com']);
});

test('where listeners may not be read, the others are left', async () => {
  rows = { string: 'no rights' };
  expect(await ownNames(server, settings, old)).toEqual(['spare.example.com', 'new01.example.com']);
});

test('what means this machine itself is no name of the server, whatever that says', async () => {
  rows = { string: 'success', result: [{ type: 'http/console', dns_name: 'localhost' }] };
  const lying = { ...document, hostname: '127.0.0.1', host: 'localhost' };
  const view = { ...server, login: async () => lying } as unknown as WritableServer;
  expect(await ownNames(view, settings, old)).toEqual(['spare.example.com']);
});
