import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectNew, connectOld, type WritableServer } from '../coronerd/server.ts';
import {
  limits,
  type RecordingServer,
  recordingServer,
  settingsFor,
} from '../coronerd/testing/recording-server.ts';
import { openTransport } from '../coronerd/transport.ts';
import { writingWorkflows } from '../coronerd/workflows.ts';
import { openHost } from '../host/host.ts';
import { Mailbox } from '../mail/mailbox.ts';
import { openTracker } from '../tracker/jira.ts';
import { type Owned, UnprovenChange } from './owned.ts';

/** Looks like a proof to the type checker, and is none. */
const forged = <Thing>(it: Thing) => ({ it }) as unknown as Owned<Thing>;
const project = { universe: 'u', name: 'p' };
const error = forged({ ...project, id: 1, mark: 'migration-probe-00ff00ff00ff00ff' });

/** Calls that make something new: in which files of the product, which note it in the ledger before. */
const makes: Record<string, string[]> = {
  submit: ['helpers/probe/sender.ts'],
  createRow: ['helpers/invitation/invitation.ts', 'helpers/probe/temporary-report.ts'],
  createInService: ['helpers/coronerd/workflows.ts'],
};

/** Calls that delete or change something, with arguments that nobody proved. */
const changes: Record<string, (server: WritableServer) => Promise<unknown>> = {
  deleteErrors: (server) => server.deleteErrors([error]),
  reprocess: (server) => server.reprocess(error),
  linkIssue: (server) => server.linkIssue(forged({ ...project, fingerprint: 'f' }), []),
  sendReport: (server) => server.sendReport(forged({ ...project, id: 1, recipient: 'a@example.com' })),
  sendInvitation: (server) => server.sendInvitation(forged({ universe: 'u', username: 'bob' })),
  deleteRow: (server) => server.deleteRow(forged({ type: 'users', key: { uid: 2 } })),
  deleteInService: (server) =>
    server.deleteInService(
      forged({ ...project, kind: 'alerts', id: 7 }),
      '/api/workflows',
      '/universes/u/projects/p/alerts',
    ),
  queueSymbols: (server) => server.queueSymbols(error, [{ debugFile: 'a.pdb', debugId: 'AB1' }]),
  removeSkipItem: (server) => server.removeSkipItem(forged({ id: '7' })),
};

let recording: RecordingServer;
let server: WritableServer;
beforeEach(async () => {
  recording = await recordingServer(() => ({ token: 't'.repeat(64), id: 7, results: [{ text: 'success' }] }));
  server = connectNew(settingsFor(recording.port), limits);
});
afterEach(async () => {
  await server.close();
  await recording.close();
});

describe('what the client of the new server writes', () => {
  test('is each call that the old one does not have; a new one has to be listed here', () => {
    const old = connectOld(settingsFor(recording.port, { side: 'old' }), limits);
    const writing = Object.keys(server).filter((call) => !(call in old));
    // It reads where submissions go.
    const expected = [...Object.keys(makes), ...Object.keys(changes), 'submissionListeners'];
    expect(writing.sort()).toEqual(expected.sort());
  });

  test.each(Object.entries(changes))('%s sends nothing without a proof', async (_name, change) => {
    await expect(change(server)).rejects.toThrow(UnprovenChange);
    expect(recording.arrived).toEqual([]);
  });

  test('a writing request that its call forgot to ask a proof for is not sent either', async () => {
    const transport = openTransport(settingsFor(recording.port), limits, true);
    const request = {
      method: 'POST',
      url: new URL(`http://127.0.0.1:${recording.port}/api/delete`),
      headers: { 'content-type': 'application/json' },
      body: '{"objects":["1"]}',
    };
    await expect(transport.send(request, () => {})).rejects.toThrow(UnprovenChange);
    for (const grounds of [[], [error], 'makes'] as const)
      await expect(transport.send({ ...request, grounds }, () => {})).rejects.toThrow(UnprovenChange);
    await transport.close();
    expect(recording.arrived).toEqual([]);
  });
});

describe('what else writes', () => {
  test('in the workflows service: creates, and deletes by a proof', async () => {
    const workflows = writingWorkflows(server, '/api/workflows');
    expect(Object.keys(workflows).sort()).toEqual(['create', 'delete', 'get', 'list']);
    const doomed = forged({ ...project, kind: 'alerts' as const, id: 7 });
    await expect(workflows.delete(doomed)).rejects.toThrow(UnprovenChange);
    expect(recording.arrived).toEqual([]);
  });

  test('in the tracker: removes by a proof', async () => {
    const url = new URL(`http://127.0.0.1:${recording.port}/`);
    const tracker = openTracker({ url, username: 'me', password: 'password-of-mine' });
    expect(Object.keys(tracker).sort()).toEqual(['find', 'remove', 'ticket']);
    await expect(tracker.remove(forged({ key: 'OPS-12' }))).rejects.toThrow(UnprovenChange);
    expect(recording.arrived).toEqual([]);
  });

  test('on a host: starts units, and stops them by a promise of the host only', async () => {
    const host = openHost({ user: 'ops', host: '127.0.0.1', port: 1 });
    const calls = ['cancelStart', 'channels', 'close', 'control', 'look', 'name', 'scheduleStart'];
    expect(Object.keys(host).sort()).toEqual(calls);
    await expect(host.control('stop', 'coronerd.service')).rejects.toThrow(UnprovenChange);
  });

  test('in the mailbox: removes by a proof', () => {
    const calls = Object.getOwnPropertyNames(Mailbox.prototype).filter((name) => name !== 'constructor');
    expect(calls.sort()).toEqual(['arrivals', 'close', 'find', 'remove']);
    expect(Mailbox.prototype.remove.length).toBe(1);
  });
});

describe('in the sources of the product', () => {
  const sources = sourcesOf(['helpers', 'fixtures', 'runner', 'specs', 'commands']);
  const filesWith = (pattern: RegExp) =>
    sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

  test('only the files of ownership/ declare something to be the run’s own', () => {
    const declaring = filesWith(/import[^;]*\bown\b[^;]*from '[^']*owned\.ts'/);
    expect(declaring.filter((file) => !file.startsWith('helpers/undo/ownership/'))).toEqual([]);
    expect(declaring.length).toBeGreaterThan(3);
  });

  test.each(Object.entries(makes))('%s is called where the ledger knows of it only', (call, files) => {
    expect(filesWith(new RegExp(`[sS]erver\\.${call}\\(`))).toEqual(files);
    for (const { file, text } of sources.filter(({ file }) => files.includes(file)))
      expect(text, file).toMatch(/ledger\.making\(|#ledger\.put\(|createInService\(/);
  });

  test('nobody else speaks HTTP', () => {
    expect(filesWith(/'undici'|'node:http[s2]?'|(?<![.\w])fetch\(/)).toEqual([
      // In the page, with the cookies of the console.
      'helpers/console/session-candidates.ts',
      'helpers/coronerd/request.ts',
      'helpers/coronerd/submission.ts',
      'helpers/coronerd/transport.ts',
      'helpers/coronerd/trust.ts',
      'helpers/coronerd/wire.ts',
      'helpers/network/open-link.ts',
      'helpers/tracker/jira.ts',
      'helpers/webhook/idle-connections.ts',
      'helpers/webhook/receiver.ts',
    ]);
  });
});

function sourcesOf(folders: string[]): { file: string; text: string }[] {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|\/testing\//.test(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}
