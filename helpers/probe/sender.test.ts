import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { connectNew } from '../coronerd/server.ts';
import { limits, recordingServer, settingsFor } from '../coronerd/testing/recording-server.ts';
import { Ledger } from '../undo/ledger.ts';
import { Sender } from './sender.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const mark = 'migration-probe-00ff00ff00ff00ff';

test('what was not sent at all is not looked for afterwards', async () => {
  const recording = await recordingServer(() => ({ token: 'a1'.repeat(32) }));
  const folder = mkdtempSync(join(tmpdir(), 'sender-'));
  const server = connectNew(settingsFor(recording.port), limits);
  open.push(server, recording, { close: () => rmSync(folder, { recursive: true }) });
  const ledger = new Ledger(folder, { began: Date.now(), server });
  const sender = new Sender(server, { universe: 'u', name: 'p' }, mark, ledger);
  const writer = { kind: 'writer' as const, url: new URL('https://old.test:6098/api/post') };
  const sent = await sender.send(writer, mark, {}, { token: 'submission-token' });
  expect(sent.silent?.message).toMatch(/was not sent to https:\/\/old\.test:6098/);
  expect(sender.stored).toBe(0);
  expect(ledger.read()).toMatchObject([{ kind: 'errors', sent: [] }]);
});

test('what was refused is known again, should it be stored all the same', async () => {
  const recording = await recordingServer(({ path }) =>
    path === '/api/post' ? { error: { code: 1, message: 'malformed' } } : { token: 'a1'.repeat(32) },
  );
  const folder = mkdtempSync(join(tmpdir(), 'sender-'));
  const server = connectNew(settingsFor(recording.port), limits);
  open.push(server, recording, { close: () => rmSync(folder, { recursive: true }) });
  const ledger = new Ledger(folder, { began: Date.now(), server });
  const sender = new Sender(server, { universe: 'u', name: 'p' }, mark, ledger);
  const console = { kind: 'console' as const, url: new URL('/api/post', server.url) };
  const sent = await sender.send(console, `${mark}-malformed`, '', { token: 'submission-token' });
  expect(sent.refused?.said).toBe('malformed');
  expect(sender.stored).toBe(0);
  expect(ledger.read()).toMatchObject([
    { kind: 'errors', sent: [{ mark: `${mark}-malformed`, refused: true }] },
  ]);
});
