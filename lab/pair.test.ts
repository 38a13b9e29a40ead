import { once } from 'node:events';
import { access, readFile, stat } from 'node:fs/promises';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scopeOf } from './coronerd/scope.ts';
import { type RunningPair, startPair } from './pair.ts';
import { defaultPair } from './state/default-pair.ts';
import { probeProject, probeUniverse } from './state/probe-project.ts';

const state = defaultPair({ seed: 1, projects: 4, errors: 20, symbols: 2 });
let pair: RunningPair;

beforeAll(async () => {
  pair = await startPair(state);
});
afterAll(() => pair.close());

/** A GET at the URL's name, connected to where the variables say and trusting their CA. */
async function get(prefix: 'NEW' | 'OLD', path: string): Promise<string> {
  const variables = pair.environment;
  const url = new URL(path, variables[`${prefix}_URL`]);
  const ca = await readFile(variables[`${prefix}_CA_FILE`] ?? '');
  const asked = request({
    host: variables[`${prefix}_ADDRESS`],
    port: url.port,
    path: url.pathname,
    servername: url.hostname,
    headers: { host: url.host },
    ca,
  }).end();
  const [response] = await once(asked, 'response');
  return text(response);
}

test('both consoles answer under their names with certificates of the lab’s authority', async () => {
  expect(await get('NEW', '/api/is_configured')).toBe('1');
  expect(await get('OLD', '/api/is_configured')).toBe('1');
  expect(pair.environment.NEW_URL).toMatch(/^https:\/\/new\.backtrace\.test:\d+$/);
});

test('the certificate is for the host name only under which the server is known', async () => {
  const ca = await readFile(pair.environment.NEW_CA_FILE ?? '');
  const port = Number(new URL(pair.environment.NEW_URL ?? '').port);
  const socket = connect({ host: '127.0.0.1', port, servername: 'other.test', ca });
  const [error] = await once(socket, 'error');
  expect(error.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
});

test('the variables are those of an operator', async () => {
  const { environment } = pair;
  expect(environment.CUTOFF).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(environment.PROBE_PROJECT).toBe('acme/migration-probe');
  expect(environment.NEW_SSH).toMatch(/^backtrace@127\.0\.0\.1:\d+$/);
  expect(environment.NEW_SSH_HOST_KEY).toMatch(/^SHA256:/);
  expect((await stat(environment.NEW_SSH_KEY_FILE ?? '')).mode & 0o777).toBe(0o600);
});

test('both sides download the symbol that an operator would name, once', async () => {
  const [debugFile = '', debugId = ''] = (pair.environment.KNOWN_GOOD_SYMBOL ?? '').split(',');
  for (const { coronerd, symbold, state } of [pair.old, pair.new]) {
    const user = state.configuration.users?.find((row) => row.superuser === 1) ?? {};
    const scope = scopeOf(coronerd, { kind: 'user', user, token: '' }, probeUniverse, probeProject);
    expect(state.symbols[scope.pid] ?? []).toEqual([]);
    symbold.add(scope, 1, [{ debugFile, debugId }]);
    await symbold.idle();
    expect(state.symbols[scope.pid]).toEqual([
      expect.objectContaining({ debugFile, debugIdentifier: debugId }),
    ]);
  }
});

test('the state given stays as it is, the live one is changed', async () => {
  pair.state().new.version = 'changed';
  expect(pair.new.state.version).toBe('changed');
  expect(state.new.version).not.toBe('changed');
});

test('in the end nothing is left', async () => {
  const other = await startPair(state);
  const file = other.environment.NEW_CA_FILE ?? '';
  await access(file);
  await other.close();
  await expect(access(file)).rejects.toThrow();
});
