import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { own } from '../undo/owned.ts';
import { ServerRefused } from './refused.ts';
import { connectNew, type WritableServer } from './server.ts';
import { type Answer, limits, recordingServer, settingsFor } from './testing/recording-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const token = 'a1'.repeat(32);

/** A server that logs in and answers `/api/config` as the test says. */
async function serverThat(answer: Answer, more = {}) {
  const recording = await recordingServer((arrived, response) => {
    if (arrived.path === '/api/login') return { token };
    if (arrived.path === '/api/logout') return {};
    return answer(arrived, response);
  });
  const server = connectNew(settingsFor(recording.port), { ...limits, ...more });
  open.push(server, recording);
  return { server, recording };
}

async function problem(server: WritableServer): Promise<Error> {
  const error: unknown = await server.config().then(
    () => new Error('it was answered'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw error;
  expect(error.message).not.toContain(token);
  return error;
}

describe('a reply that is not what it should be is named', () => {
  test.each<[string, Answer, RegExp]>([
    [
      'HTML',
      (_, r) => r.setHeader('content-type', 'text/html').end('<html><h1>Welcome to nginx'),
      /HTML page instead of JSON.*Welcome to nginx/,
    ],
    ['truncated JSON', (_, r) => r.end('{"services":[{"na'), /cut off or malformed \(17 bytes\)/],
    ['text', (_, r) => r.end('nope'), /text that is not JSON: "nope"/],
    ['empty body', (_, r) => r.end(), /empty body \(HTTP 200\)/],
    ['500', (_, r) => r.writeHead(500).end('boom'), /HTTP 500 and text: "boom"/],
    [
      '502 from a proxy',
      (_, r) => r.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway'),
      /HTTP 502 and an HTML page/,
    ],
    ['404 with JSON', (_, r) => r.writeHead(404).end('{}'), /HTTP 404 and JSON/],
    [
      'redirect',
      (_, r) => r.writeHead(302, { location: 'https://sso.example/?token=abc' }).end(),
      /redirect \(HTTP 302\) to https:\/\/sso\.example\/\?token=\[redacted\], which is not followed/,
    ],
    ['wrong shape', () => ({ services: 'none' }), /not understood \(services: /],
    ['too large', (_, r) => r.end(`"${'x'.repeat(1_100_000)}"`), /larger than 1000000 bytes/],
    [
      'too large once unpacked',
      (_, r) => r.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(2_000_000, 32))),
      /larger than 1000000 bytes/,
    ],
    ['damaged gzip', (_, r) => r.setHeader('content-encoding', 'gzip').end('no gzip'), /cannot be unpacked/],
    [
      'fewer bytes than announced',
      (_, r) => {
        r.writeHead(200, { 'content-length': '100' }).write('{"a":');
        setImmediate(() => r.destroy());
      },
      /connection broke before the reply was complete, 3 times/,
    ],
  ])('%s', async (_name, answer, message) => {
    const { server, recording } = await serverThat(answer);
    const error = await problem(server);
    expect(error).toBeInstanceOf(Unanswered);
    expect(error.message).toMatch(message);
    expect(error.message).toContain(`GET /api/config at http://127.0.0.1:${recording.port}`);
  });

  test.each<[string, Answer, object, RegExp]>([
    ['no headers', () => undefined, { headersTimeout: 100 }, /no reply began within 100 ms/],
    [
      'a pause in the body',
      (_, r) => r.write('{'),
      { bodyTimeout: 100, totalTimeout: 3000 },
      /paused for more than 100 ms/,
    ],
    [
      'a body that never ends',
      (_, r) => {
        const drip = setInterval(() => r.write(' '), 20);
        r.on('close', () => clearInterval(drip));
      },
      { totalTimeout: 200 },
      /not complete within 200 ms/,
    ],
  ])('%s', async (_name, answer, more, message) => {
    const { server } = await serverThat((arrived, response) => void answer(arrived, response), more);
    expect((await problem(server)).message).toMatch(message);
  });

  test('an error in the reply is a refusal, in any status', async () => {
    for (const status of [200, 400, 500]) {
      const { server } = await serverThat((_, r) =>
        r.writeHead(status).end('{"error":{"code":"7","message":"no such universe \'x\'"}}'),
      );
      const error = await problem(server);
      expect(error).toBeInstanceOf(ServerRefused);
      expect(error).toMatchObject({
        code: 7,
        said: "no such universe 'x'",
        status,
        asked: 'GET /api/config',
      });
    }
  });

  test('JSON of a confidential reply is never quoted, a page is', async () => {
    const { server } = await serverThat((_, r) => r.end('{"actions":[],"results":[{"row":{"id":"s3cr3t"'));
    const error = await server.rows(['token']).catch((reason: Error) => reason);
    expect(String(error)).toMatch(/cut off or malformed .*its content is withheld/);
  });
});

describe('what happens before there is a reply', () => {
  test('nothing listens', async () => {
    const { server, recording } = await serverThat(() => ({}));
    await recording.close();
    expect((await problem(server)).message).toMatch(
      /refused: nothing listens there\. Check that the service runs/,
    );
  });

  test('the name does not resolve', async () => {
    const server = connectNew(settingsFor(1, { url: new URL('http://nowhere.invalid') }), limits);
    open.push(server);
    expect((await problem(server)).message).toMatch(/name could not be resolved .*NEW_ADDRESS/);
  });

  test('what answers does not speak HTTP', async () => {
    const ssh = createServer((socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await new Promise<void>((done) => ssh.listen(0, '127.0.0.1', done));
    const address = ssh.address();
    const server = connectNew(settingsFor(typeof address === 'object' ? (address?.port ?? 0) : 0), limits);
    open.push(server, { close: async () => void ssh.close() });
    expect((await problem(server)).message).toMatch(/does not speak HTTP/);
  });

  test('the address is connected to while Host keeps the name', async () => {
    const recording = await recordingServer((arrived) => ({
      token,
      services: [],
      host: arrived.headers.host,
    }));
    const url = new URL(`http://new.example:${recording.port}`);
    const server = connectNew(settingsFor(recording.port, { url, address: '127.0.0.1' }), limits);
    open.push(server, recording);
    expect((await server.config()).host).toBe(`new.example:${recording.port}`);
    await recording.close();
    expect((await problem(server)).message).toContain(`${url.origin} (at 127.0.0.1)`);
  });
});

describe('repetition', () => {
  test('a request that reads survives two bad gateways, not three', async () => {
    for (const [bad, requests] of [
      [2, 3],
      [3, 3],
    ]) {
      let calls = 0;
      const { server, recording } = await serverThat((_, response) => {
        calls++;
        if (calls > Number(bad)) return { services: [] };
        return void response.writeHead(503).end();
      });
      const outcome = await server.config().catch((error: Error) => error);
      expect(outcome instanceof Unanswered).toBe(bad === 3);
      expect(recording.arrived.filter(({ path }) => path === '/api/config')).toHaveLength(Number(requests));
      expect(server.requests).toBe(1 + Number(requests));
    }
  });

  test('a request that reads survives a reset', async () => {
    let calls = 0;
    const { server } = await serverThat((_, response) => {
      calls++;
      return calls === 1 ? void response.socket?.resetAndDestroy() : { services: [] };
    });
    expect((await server.config()).services).toEqual([]);
  });

  test('a request that writes is never repeated', async () => {
    for (const answer of [
      (_: unknown, response: Parameters<Answer>[1]) => void response.writeHead(503).end(),
      (_: unknown, response: Parameters<Answer>[1]) => void response.socket?.resetAndDestroy(),
    ]) {
      const { server, recording } = await serverThat(answer);
      const error = await server
        .deleteErrors([own({ universe: 'u', name: 'p', id: 1, mark: 'm' })])
        .catch((reason: Error) => reason);
      expect(error).toBeInstanceOf(Unanswered);
      expect(recording.arrived.filter(({ path }) => path === '/api/delete')).toHaveLength(1);
    }
  });

  test('a trial of an account is sent once only, whatever comes back', async () => {
    for (const answer of [
      (_: unknown, response: Parameters<Answer>[1]) => void response.writeHead(503).end(),
      (_: unknown, response: Parameters<Answer>[1]) => void response.socket?.resetAndDestroy(),
    ]) {
      const recording = await recordingServer((arrived, response) =>
        arrived.body.includes('wrong-password') ? answer(arrived, response) : { token },
      );
      const server = connectNew(settingsFor(recording.port), limits);
      open.push(server, recording);
      await server.config();
      const error = await server
        .loginWith({ username: 'someone', password: 'wrong-password' })
        .catch((reason: Error) => reason);
      expect(error).toBeInstanceOf(Unanswered);
      const trials = recording.arrived.filter(({ body }) => body.includes('wrong-password'));
      expect(trials).toHaveLength(1);
    }
  });

  test('no more than the settled number of requests run at a time', async () => {
    let now = 0;
    let most = 0;
    const { server } = await serverThat(
      async () => {
        most = Math.max(most, ++now);
        await new Promise((done) => setTimeout(done, 5));
        now--;
        return { services: [] };
      },
      { concurrency: 3 },
    );
    await Promise.all(Array.from({ length: 20 }, () => server.config()));
    expect(most).toBe(3);
  });
});

test('tells where it connected to, whatever name led there', async () => {
  const recording = await recordingServer(() => ({ token }));
  const [byName, byAddress] = [
    { url: new URL(`http://localhost:${recording.port}`), address: '127.0.0.1' },
    {},
  ].map((more) => connectNew(settingsFor(recording.port, more), limits));
  open.push(recording, ...[byName, byAddress].flatMap((each) => each ?? []));
  expect(byName?.reached).toBeUndefined();
  await Promise.all([byName?.login(), byAddress?.login()]);
  expect(byName?.reached).toBe(`127.0.0.1 port ${recording.port}`);
  expect(byAddress?.reached).toBe(byName?.reached);
});
