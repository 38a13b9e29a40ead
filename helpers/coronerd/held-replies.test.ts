import { Readable } from 'node:stream';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { hold, ReplyTooLarge } from './pieces.ts';
import { connectNew } from './server.ts';
import { type Answer, limits, recordingServer, settingsFor } from './testing/recording-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const megabyte = 1024 * 1024;
const setting = 'HTTP_MAX_JSON_MEGABYTES';
const project = { universe: 'u', name: 'p' };
/** Lists that are passed on may be as large as the bomb. */
const roomy = { ...limits, maxReplyBytes: 512 * megabyte, maxHeldBytes: 4 * megabyte };
const bomb = gzipSync(Buffer.alloc(200 * megabyte));

async function serverThat(answer: Answer, more = roomy) {
  const recording = await recordingServer((arrived, response) => {
    if (arrived.path === '/api/login') return { token: 'a1'.repeat(32) };
    if (arrived.path === '/api/logout') return {};
    return answer(arrived, response);
  });
  const server = connectNew(settingsFor(recording.port), more);
  open.push(server, recording);
  return server;
}

/** The most that buffers took beyond what they took before, in bytes, while this went on. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  const held = () => process.memoryUsage().arrayBuffers;
  const before = held();
  let peak = before;
  const looking = setInterval(() => {
    peak = Math.max(peak, held());
  }, 1);
  await work().finally(() => clearInterval(looking));
  return Math.max(peak, held()) - before;
}

test.each([
  ['JSON', (server) => server.config()],
  ['a stored error', (server) => server.object(project, 1)],
  ['the report of an error', (server) => server.report(project, 1)],
  ['an attachment', (server) => server.attachment(project, 1, { id: '1' })],
  ['a page of symbold', (server) => server.symbolServers({ universe: 'u' })],
  ['a reply of a side service', (server) => server.fromService('/svc', '/universes/u/connections')],
] satisfies [string, (server: Awaited<ReturnType<typeof serverThat>>) => Promise<unknown>][])(
  '%s of 200 MB that comes as 200 kB is broken off while it is unpacked',
  async (_what, ask) => {
    const server = await serverThat((_, response) => {
      response.setHeader('content-encoding', 'gzip').end(bomb);
    });
    await server.login();
    let error: unknown;
    const peak = await peakOf(async () => {
      error = await ask(server).catch((reason: unknown) => reason);
    });
    expect(error).toBeInstanceOf(Unanswered);
    expect(String(error)).toMatch(new RegExp(`larger than ${roomy.maxHeldBytes} bytes.*raise ${setting}`));
    expect(peak).toBeLessThan(64 * megabyte);
  },
);

test.each([
  ['gzip', bomb],
  ['deflate', deflateSync(Buffer.alloc(200 * megabyte))],
])('%s is not read on once it has unpacked to more than the bound', async (encoding, packed) => {
  const piece = 1024;
  let read = 0;
  const body = Readable.from(
    (function* () {
      for (; read < packed.length; read += piece) yield packed.subarray(read, read + piece);
    })(),
    { objectMode: false, highWaterMark: piece },
  );
  const error = await hold(body, encoding, { bytes: 4 * megabyte, setting }).catch((reason) => reason);
  expect(error).toBeInstanceOf(ReplyTooLarge);
  // 4 of 200 MB, and what the streams between hold.
  expect(read).toBeLessThan(packed.length / 4);
  expect(body.destroyed).toBe(true);
});

test.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['', Buffer.from],
] as [string, (plain: Buffer) => Buffer][])(
  'encoding "%s": exactly the bound is held, a byte more is not',
  async (encoding, pack) => {
    const bound = { bytes: 100_000, setting };
    const most = Buffer.alloc(bound.bytes, 'x');
    const whole = await hold(Readable.from([pack(most)]), encoding, bound);
    expect(Buffer.from(whole).equals(most)).toBe(true);
    const more = Buffer.alloc(bound.bytes + 1, 'x');
    await expect(hold(Readable.from([pack(more)]), encoding, bound)).rejects.toThrow(ReplyTooLarge);
  },
);

test('an empty body that says it is packed is empty', async () => {
  const server = await serverThat((_, response) => {
    response.writeHead(500, { 'content-encoding': 'gzip' }).end();
  });
  await expect(server.config()).rejects.toThrow(/HTTP 500 and an empty body/);
});

test('the pages of a list are bounded together', async () => {
  let page = 0;
  const server = await serverThat(() => {
    page += 1;
    return { data: [{ id: String(page), name: 'x'.repeat(megabyte) }] };
  });
  const error = await server.symbolList('blacklist', '1').catch((reason: unknown) => reason);
  expect(String(error)).toMatch(
    /all pages of the list are larger than 4194304 bytes.*HTTP_MAX_JSON_MEGABYTES/,
  );
  expect(page).toBe(4);
});
