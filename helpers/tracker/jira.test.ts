import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { authority } from '../coronerd/testing/certificates.ts';
import { type Answer, recordingServer } from '../coronerd/testing/recording-server.ts';
import { Unanswered } from '../unanswered.ts';
import { own } from '../undo/owned.ts';
import { openTracker } from './jira.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracker-'));
const caFile = join(folder, 'ca.pem');
let certificate: { key: string; cert: string };
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  const ca = await authority();
  writeFileSync(caFile, ca.pem);
  certificate = await ca.issue('localhost');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((each) => each.close()));
});
afterAll(() => rmSync(folder, { recursive: true }));

const found: Answer = () => ({ key: 'OPS-1', fields: {} });
const basic = `Basic ${Buffer.from('verifier:pass-of-the-tracker').toString('base64')}`;

async function trackerAt(
  answer: Answer,
  tls?: { key: string; cert: string },
  more: { caFile?: string } = {},
) {
  const recording = await recordingServer(answer, tls);
  open.push(recording);
  const url = new URL(`${tls ? 'https' : 'http'}://localhost:${recording.port}/`);
  const tracker = openTracker({ url, username: 'verifier', password: 'pass-of-the-tracker', ...more });
  return { tracker, recording };
}

test('a tracker with a certificate of TRACKER_CA_FILE gets the login', async () => {
  const { tracker, recording } = await trackerAt(found, certificate, { caFile });
  expect(await tracker.ticket('OPS-1')).toMatchObject({ key: 'OPS-1' });
  expect(recording.arrived[0]?.headers.authorization).toBe(basic);
});

test('an untrusted tracker gets no login, not even where Node was told to take any certificate', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const { tracker, recording } = await trackerAt(found, certificate);
  const error = await tracker.ticket('OPS-1').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Unanswered);
  expect(String(error)).toMatch(/could not be asked: .*certificate/);
  expect((error as Unanswered).next).toContain('TRACKER_CA_FILE');
  expect(recording.arrived).toEqual([]);
});

test('a file that cannot be read is told', async () => {
  const { tracker } = await trackerAt(found, certificate, { caFile: join(folder, 'gone.pem') });
  await expect(tracker.ticket('OPS-1')).rejects.toThrow(/TRACKER_CA_FILE: .*gone\.pem cannot be read/);
});

test.each([301, 302, 307, 308])('the login is not sent on by a redirect (HTTP %d)', async (status) => {
  const other = await recordingServer(found);
  open.push(other);
  const { tracker, recording } = await trackerAt((_, response) => {
    response.writeHead(status, { location: `http://127.0.0.1:${other.port}/rest/api/2/issue/OPS-1` }).end();
  });
  await expect(tracker.ticket('OPS-1')).rejects.toThrow(`answered HTTP ${status}`);
  await tracker.remove(own({ key: 'OPS-1' }));
  expect(recording.arrived.length).toBeGreaterThan(1);
  expect(other.arrived).toEqual([]);
});

test('a reply without an end is broken off, and is not taken for a ticket', async () => {
  const piece = Buffer.alloc(64 * 1024, ' ');
  let sent = 0;
  const server = createServer((_request, response) => {
    const more = () => {
      while (!response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) return;
      }
    };
    response.on('drain', more);
    more();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  try {
    const tracker = openTracker({ url, username: 'ops', password: 'pass-of-the-tracker' });
    const error = await tracker.ticket('X-1').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Unanswered);
    expect(String(error)).toMatch(/answered with more than 4194304 bytes, which are not read \(GET .*X-1\)/);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
