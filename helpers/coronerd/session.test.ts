import { afterEach, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { own } from '../undo/owned.ts';
import { ServerRefused } from './refused.ts';
import { connectNew, connectOld, type Exchange } from './server.ts';
import { type Arrived, jsonBody, limits, recordingServer, settingsFor } from './testing/recording-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const project = { universe: 'u', name: 'p' };
const invalid = { error: { code: 3, message: 'invalid token' } };

/** Knows sessions the way the server does: by token, forgotten when it restarts. */
async function sessionServer(options: { refuseLogin?: boolean; deny?: string } = {}) {
  const alive = new Set<string>();
  const state = { logins: 0, down: false, refuseLogin: options.refuseLogin ?? false };
  const recording = await recordingServer((arrived, response) => {
    if (state.down) return void response.socket?.destroy();
    if (arrived.path === '/api/login') {
      if (state.refuseLogin) return { error: { code: 1, message: 'bad password pass-of-the-operator' } };
      const token = String(++state.logins).padStart(64, 'e');
      alive.add(token);
      return { token, username: 'operator', universes: { u: {} } };
    }
    const body = arrived.headers['content-type'] === 'application/json' ? jsonBody(arrived) : {};
    const token = arrived.parameters.get('token') ?? body.token ?? arrived.headers['x-coroner-token'];
    if (arrived.path === '/api/logout') {
      alive.delete(String(token));
      return {};
    }
    if (!alive.has(String(token))) return invalid;
    if (arrived.path === options.deny)
      return void response.writeHead(403).end(JSON.stringify({ error: { message: 'denied' } }));
    return { services: [], state: 'ok', id: 1, success: true };
  });
  const server = connectNew(settingsFor(recording.port), limits);
  open.push(server, recording);
  const seen = (path: string): Arrived[] => recording.arrived.filter((arrived) => arrived.path === path);
  return { server, recording, state, alive, seen };
}

test('concurrent callers share one login', async () => {
  const { server, state } = await sessionServer();
  await Promise.all([server.config(), server.login(), server.retentionStatus(), server.config()]);
  expect(state.logins).toBe(1);
});

test('the token goes where each endpoint wants it, and the login is a form', async () => {
  const { server, seen } = await sessionServer();
  await server.config();
  await server.retentionStatus();
  await server.serviceLayer('status');
  await server.fromService('/api/workflows', '/universes/u/connections');
  const token = '1'.padStart(64, 'e');
  expect(seen('/api/login')[0]?.body.toString()).toBe('username=operator&password=pass-of-the-operator');
  expect(seen('/api/config')[0]?.parameters.get('token')).toBe(token);
  const control = seen('/api/control')[0];
  expect(control && [control.parameters.size, jsonBody(control).token]).toEqual([0, token]);
  const layer = seen('/api/svclayer')[0];
  expect(layer && [layer.parameters.get('token'), jsonBody(layer).token]).toEqual([token, token]);
  expect(seen('/api/workflows/universes/u/connections')[0]?.headers).toMatchObject({
    'x-coroner-token': token,
    'x-coroner-location': server.url.origin,
  });
});

test('a session that the server forgot is renewed once, for all who need it, also for writes', async () => {
  const { server, alive, state, seen } = await sessionServer();
  const error = own({ ...project, id: 1, mark: 'm' });
  await server.config();
  alive.clear();
  await Promise.all([server.config(), server.retentionStatus(), server.reprocess(error)]);
  expect(state.logins).toBe(2);
  expect(seen('/api/control').filter((arrived) => jsonBody(arrived).action === 'reload')).toHaveLength(2);
});

test('a refusal that renewal does not help against is told, and ends the renewing', async () => {
  const { server, state } = await sessionServer({ deny: '/api/limits' });
  for (let time = 0; time < 5; time++)
    await expect(server.limits()).rejects.toThrow(/error "denied" \(HTTP 403\)/);
  expect(state.logins).toBe(2);
});

test('a failed login is remembered and names neither password nor token', async () => {
  const { server, seen } = await sessionServer({ refuseLogin: true });
  for (const call of [server.config(), server.login(), server.projects()]) {
    const error = await call.catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(ServerRefused);
    expect(String(error)).toContain('"bad password [redacted]"');
  }
  expect(seen('/api/login')).toHaveLength(1);
});

test('a login that fails while the server restarts is tried again when it is back', async () => {
  const { server, state, alive } = await sessionServer();
  await server.config();
  alive.clear();
  state.down = true;
  await expect(server.config()).rejects.toThrow(Unanswered);
  state.down = false;
  expect((await server.config()).services).toEqual([]);
});

test('logins of its own leave the session alone', async () => {
  const { server, state } = await sessionServer();
  await server.login();
  const other = await server.loginWith({ username: 'someone', password: 'other-password' });
  expect(other.token).not.toBe((await server.login()).token);
  state.refuseLogin = true;
  await expect(server.loginWith({ username: 'someone', password: 'wrong-password' })).rejects.toThrow(
    ServerRefused,
  );
  expect((await server.config()).services).toEqual([]);
});

test('closing logs out what was opened by password, and only that', async () => {
  const { server, alive, recording } = await sessionServer();
  await server.login();
  await server.loginWith({ username: 'someone', password: 'other-password' });
  await server.close();
  expect([...alive]).toEqual([]);

  const byToken = connectOld(
    settingsFor(recording.port, { side: 'old', credentials: { token: 'given-token' } }),
    limits,
  );
  await byToken.login();
  await byToken.close();
  expect(recording.arrived.at(-1)?.body.toString()).toBe('token=given-token');
});

test('exchanges are reported to the view they were made through, without secrets', async () => {
  const { server } = await sessionServer();
  const seen: Exchange[] = [];
  const view = server.observedBy((exchange) => seen.push(exchange));
  await server.config();
  await view.config();
  await view.retentionStatus();
  expect(seen.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
    'GET /api/config 200',
    'POST /api/control 200',
  ]);
  expect(seen[1]?.sent).toBe('{"action":"rpstatus","recursive":true,"token":"[redacted]"}');
  expect(view.requests).toBe(server.requests);

  const fresh = await sessionServer();
  const first: Exchange[] = [];
  await fresh.server.observedBy((exchange) => first.push(exchange)).config();
  expect(first[0]).toMatchObject({
    path: '/api/login',
    sent: 'username=operator&password=[redacted]',
    received: 'logged in as operator; universes u; version not told',
  });
  expect(JSON.stringify([seen, first])).not.toMatch(/e{20}|pass-of/);
});
