import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readingAlerts } from './coronerd/alerts-service.ts';
import { connectNew, connectOld, type WritableServer } from './coronerd/server.ts';
import { authority } from './coronerd/testing/certificates.ts';
import {
  type Answer,
  limits,
  type RecordingServer,
  recordingServer,
  settingsFor,
} from './coronerd/testing/recording-server.ts';
import { NotSent } from './coronerd/token-places.ts';
import { writingWorkflows } from './coronerd/workflows.ts';
import type { ServerSettings } from './settings/types.ts';
import { Unanswered } from './unanswered.ts';
import { own } from './undo/owned.ts';

/**
 * Every way in which a token, cookie or password leaves over HTTP or IMAP, each with a test that it goes to no other host.
 * These stand elsewhere, by file and name; the rest is below. What a browser types and posts, SAML responses among it, is
 * tested with the browser in `helpers/console`: the clients here never hold one.
 */
const elsewhere: readonly [way: string, file: string, test: string][] = [
  [
    'any request to a host that is not listed',
    'coronerd/token-places.test.ts',
    'the transport itself sends nothing there, whoever forgets to ask',
  ],
  ['a submission to a plain writer', 'coronerd/token-places.test.ts', 'of submissions, %s'],
  [
    'a server whose certificate is not good',
    'coronerd/trust.test.ts',
    'an untrusted certificate stays untrusted where Node was told to take any',
  ],
  ['settings with plain http', 'settings/transport-security.test.ts', 'is refused for %s (%j)'],
  [
    'SERVICE_HOSTS that list the old server',
    'settings/transport-security.test.ts',
    'are not the old server, unless that has the name of the new one',
  ],
  [
    'a link in a mail, notification or ticket',
    'network/open-link.test.ts',
    'asks the new machine under the name of the link, without any secret',
  ],
  [
    'a redirect of such a link',
    'network/open-link.test.ts',
    'asks nothing of another host, port or machine, at no hop',
  ],
  [
    'a user in such a link',
    'network/open-link.test.ts',
    'leaves out a user and password, also of a redirect',
  ],
  [
    'the link of an invitation',
    'invitation/invitation-link.test.ts',
    'is followed without a user name and password in it',
  ],
  ['a redirect of the tracker', 'tracker/jira.test.ts', 'the login is not sent on by a redirect (HTTP %d)'],
  [
    'a tracker whose certificate is not good',
    'tracker/jira.test.ts',
    'an untrusted tracker gets no login, not even where Node was told to take any certificate',
  ],
  ['a mailbox without TLS', 'mail/mailbox.test.ts', 'is demanded: without it no password goes out'],
  [
    'options of a webhook, taken as a pattern',
    'workflows/webhook-plugin.test.ts',
    'a webhook of the server gives the names, and nothing of its address and secrets',
  ],
];

test.each(elsewhere)('%s: %s', (_way, file, name) => {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('\\', '');
  expect(text.includes(name), `${file} has a test "${name}"`).toBe(true);
});

const session = 'session-token-0123456789';
const password = 'pass-of-the-operator';
const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
const caFile = join(folder, 'ca.pem');
let ca: Awaited<ReturnType<typeof authority>>;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  ca = await authority();
  writeFileSync(caFile, ca.pem);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const each of open.splice(0)) await each.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function recording(answer: Answer, tls?: { key: string; cert: string }): Promise<RecordingServer> {
  const server = await recordingServer(answer, tls);
  open.push(server);
  return server;
}

/** A server that would be glad of a secret. */
const stranger = (tls?: { key: string; cert: string }) =>
  recording(({ path }) => (path === '/api/login' ? { token: session } : { success: true, body: [] }), tls);

/** A console that logs in, telling `more`, and answers the rest as the test says. */
function console_(
  more: object,
  answer: Answer,
  tls?: { key: string; cert: string },
): Promise<RecordingServer> {
  return recording((arrived, response) => {
    if (arrived.path === '/api/login') return { token: session, ...more };
    return arrived.path === '/api/logout' ? {} : answer(arrived, response);
  }, tls);
}

function connect(settings: ServerSettings): WritableServer {
  const server = connectNew(settings, limits);
  open.unshift(server);
  return server;
}

const secretsIn = ({ arrived }: RecordingServer): boolean =>
  arrived.some(({ headers, parameters, body }) =>
    [JSON.stringify(headers), String(parameters), body.toString()].some(
      (text) => text.includes(session) || text.includes(password),
    ),
  );

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it was answered',
    (reason: unknown) => reason,
  );

describe.each([301, 302, 303, 307, 308])('a redirect to another host (HTTP %d)', (status) => {
  const redirected = async (paths: RegExp) => {
    const other = await stranger();
    const home = await recording(({ path }, response) => {
      if (paths.test(path))
        return void response.writeHead(status, { location: `http://127.0.0.1:${other.port}${path}` }).end();
      return { token: session, universes: {}, services: [] };
    });
    return { other, home, server: connect(settingsFor(home.port)) };
  };

  test('of the login takes no password along, of the session or of an account', async () => {
    const { other, home, server } = await redirected(/login$/);
    expect(await failureOf(server.login())).toBeInstanceOf(Unanswered);
    expect(await failureOf(server.loginWith({ username: 'ada', password }))).toBeInstanceOf(Unanswered);
    expect(secretsIn(home)).toBe(true);
    expect(other.arrived).toEqual([]);
  });

  test('of a call takes no token along, in whichever place that is', async () => {
    const { other, home, server } = await redirected(/config$|symbold|control$|post$/);
    const project = { universe: 'u', name: 'p' };
    const calls = [
      server.config(),
      server.symbolServers({ universe: 'u' }),
      server.reloadStatus(),
      server.submit({ kind: 'console', url: new URL('/api/post', server.url) }, project, {}),
    ];
    for (const call of calls) expect(await failureOf(call)).toBeInstanceOf(Unanswered);
    expect(home.arrived.length).toBeGreaterThan(calls.length);
    expect(other.arrived).toEqual([]);
  });

  test('of the logout takes no token along', async () => {
    const { other, home, server } = await redirected(/logout$/);
    await server.login();
    await server.close();
    expect(home.arrived.at(-1)?.path).toBe('/api/logout');
    expect(other.arrived).toEqual([]);
  });
});

test('a cookie that a server sets is not kept, and goes nowhere', async () => {
  const home = await console_({}, (_, response) => {
    response.setHeader('set-cookie', `token=${session}; Domain=localhost; Path=/`);
    return { services: [] };
  });
  const server = connect(settingsFor(home.port));
  await server.config();
  await server.config();
  expect(home.arrived.filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
});

test('a proxy of the environment is told nothing', async () => {
  const other = await stranger();
  for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'ALL_PROXY'])
    vi.stubEnv(name, `http://127.0.0.1:${other.port}`);
  vi.stubEnv('NODE_USE_ENV_PROXY', '1');
  const home = await console_({}, () => ({ services: [] }));
  await connect(settingsFor(home.port)).config();
  expect(other.arrived).toEqual([]);
});

describe('the endpoint of a side service', () => {
  const project = { universe: 'u', name: 'p' };

  /** A console under a name, and a service that it names at another one, which leads to this machine as well. */
  async function elsewhereAt(more: Partial<ServerSettings> = {}) {
    const other = await stranger();
    const endpoint = `http://127.0.0.1:${other.port}/api/workflows`;
    const services = [
      { name: 'workflows', endpoint },
      { name: 'alerts', endpoint },
      { name: 'symbold', endpoint },
    ];
    const home = await console_({ services }, ({ path }) =>
      path === '/api/config' ? { services } : { results: [], response: [] },
    );
    const url = new URL(`http://new.test:${home.port}`);
    const settings = settingsFor(home.port, { url, address: '127.0.0.1', ...more });
    return { other, home, endpoint, settings, server: connect(settings) };
  }

  test('on another host is not asked, by no client and for nothing', async () => {
    const { other, endpoint, server } = await elsewhereAt();
    const workflows = writingWorkflows(server, endpoint);
    const alerts = readingAlerts(server, endpoint);
    for (const call of [
      () => server.serviceAt(endpoint),
      () => workflows.list('connections', project),
      () => workflows.create('alerts', project, { name: 'a' }),
      () => workflows.delete(own({ ...project, kind: 'alerts', id: 1 })),
      () => alerts.targets(project),
      () => server.fromService(endpoint, '/x'),
      () => server.createInService(endpoint, '/x', {}),
    ]) {
      const failure = await failureOf(call());
      expect(failure).toBeInstanceOf(NotSent);
      expect(String(failure)).toMatch(
        /was not sent to http:\/\/127\.0\.0\.1:\d+: .*SERVICE_HOSTS=127\.0\.0\.1:/,
      );
    }
    expect(other.arrived).toEqual([]);
  });

  test('on another host is not asked by the client of the old server either', async () => {
    const { other, endpoint, settings } = await elsewhereAt();
    const old = connectOld({ ...settings, side: 'old' }, limits);
    open.unshift(old);
    expect(await failureOf(old.fromService(endpoint, '/universes/u/connections'))).toBeInstanceOf(NotSent);
    expect(other.arrived).toEqual([]);
  });

  test('on a host of SERVICE_HOSTS is asked with the token, and its redirects are not followed', async () => {
    const third = await stranger();
    const { other, endpoint, settings } = await elsewhereAt();
    const serviceHosts = [{ host: '127.0.0.1', port: other.port }];
    const server = connect({ ...settings, serviceHosts });
    expect((await server.serviceAt(endpoint)).href).toBe(endpoint);
    await server.fromService(endpoint, '/universes/u/connections');
    expect(other.arrived[0]?.headers['x-coroner-token']).toBe(session);
    const moved = await recording(
      (_, response) => void response.writeHead(307, { location: `http://127.0.0.1:${third.port}/x` }).end(),
    );
    const to = `http://127.0.0.1:${moved.port}`;
    const again = connect({ ...settings, serviceHosts: [{ host: '127.0.0.1', port: moved.port }] });
    expect(await failureOf(again.createInService(to, '/universes/u/connections', {}))).toBeInstanceOf(
      Unanswered,
    );
    expect(third.arrived).toEqual([]);
  });

  test('of symbold is the console, whatever the server names', async () => {
    const { other, home, server } = await elsewhereAt();
    await failureOf(server.symbolServers({ universe: 'u' }));
    expect(home.arrived.at(-1)?.path).toBe('/api/symbold/symbolserver/universe/u');
    expect(other.arrived).toEqual([]);
  });
});

test("a tenant's host is asked where the console is, wherever its name leads", async () => {
  const more = { tenant_separator: '.', universes: { acme: {}, umbrella: {} } };
  const home = await console_(more, () => ({ success: true, body: [] }));
  const url = new URL(`http://acme.bt.test:${home.port}`);
  const server = connect(settingsFor(home.port, { url, address: '127.0.0.1' }));
  await server.fromService(`http://umbrella.bt.test:${home.port}/api/workflows`, '/universes/u/connections');
  expect(home.arrived.at(-1)?.headers).toMatchObject({
    host: `umbrella.bt.test:${home.port}`,
    'x-coroner-token': session,
  });
});

test('a plain writer that the login names gets a submission token, and never that of the session', async () => {
  const plain = await recording(() => ({ response: 'ok' }));
  const more = { endpoints: { post: [{ port: plain.port, protocol: 'http' }] } };
  const home = await console_(more, () => ({}), await ca.issue('new.test'));
  const url = new URL(`https://new.test:${home.port}`);
  const server = connect(settingsFor(home.port, { url, address: '127.0.0.1', caFile }));
  const [, writer] = await server.submissionListeners();
  if (!writer) throw new Error('no writer');
  const project = { universe: 'u', name: 'p' };
  expect(writer.url.href).toBe(`http://new.test:${plain.port}/api/post`);
  expect(String(await failureOf(server.submit(writer, project, {})))).toMatch(/Set PROBE_TOKEN/);
  expect(String(await failureOf(server.submit(writer, project, {}, { token: session })))).toMatch(
    /PROBE_TOKEN/,
  );
  expect(plain.arrived).toEqual([]);
  await server.submit(writer, project, {}, { token: 'submission-token' });
  expect(plain.arrived.map(({ parameters }) => parameters.get('token'))).toEqual(['submission-token']);
});

test('a plain service of the console, which is https, is not asked', async () => {
  const plain = await stranger();
  const home = await console_({}, () => ({}), await ca.issue('new.test'));
  const url = new URL(`https://new.test:${home.port}`);
  const server = connect(settingsFor(home.port, { url, address: '127.0.0.1', caFile }));
  const failure = await failureOf(server.fromService(`http://new.test:${plain.port}/api/workflows`, '/x'));
  expect(String(failure)).toMatch(/NEW_URL is https .*never leaves that for plain http/);
  expect(plain.arrived).toEqual([]);
});
