import { expect, test } from 'vitest';
import type { ServerSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';
import { loginDocument } from './documents.ts';
import { wireRequest } from './request.ts';
import { limits, recordingServer } from './testing/recording-server.ts';
import { NotSent, tokenPlaces } from './token-places.ts';
import { openTransport } from './transport.ts';
import type { WireRequest } from './wire.ts';

const session = 'session-token-0123456789';
const document = loginDocument.parse({
  token: session,
  tenant_separator: '.',
  universes: { acme: {}, umbrella: {}, 'acme.bt': {} },
});

function settings(url: string, more: Partial<ServerSettings> = {}): ServerSettings {
  return { side: 'new', url: new URL(url), credentials: { username: 'a', password: 'bbbb' }, ...more };
}

/** What comes of a request with the session's token to a place, after a login. */
function refusalOf(
  place: string,
  { url = 'https://acme.bt.example.com', hosts = [] as string[] } = {},
): string {
  const serviceHosts = hosts.map((each) => {
    const [host = '', port] = each.split(':');
    return { host, ...(port ? { port: Number(port) } : {}) };
  });
  const places = tokenPlaces(settings(url, { serviceHosts }));
  places.learn(document);
  return refusedBy(() =>
    places.refuse(wireRequest({ method: 'GET', path: place, token: 'headers' }, session, new URL(url))),
  );
}

function refusedBy(act: () => void): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(NotSent);
    expect(error).toBeInstanceOf(Unanswered);
    expect(String(error)).not.toContain(session);
    return String(error);
  }
  return '';
}

test.each([
  '/api/workflows',
  'https://acme.bt.example.com/api/workflows',
  'https://acme.bt.example.com:8443/workflows',
  'https://umbrella.bt.example.com/api/workflows',
])("the session's token goes to %s", (place) => {
  expect(refusalOf(place)).toBe('');
});

test.each([
  [
    'https://workflows.example.com/api',
    /is neither the host of the console, acme\.bt\.example\.com, nor.*SERVICE_HOSTS=workflows\.example\.com;/,
  ],
  ['https://old.example.com:8443/api', /SERVICE_HOSTS=old\.example\.com:8443;/],
  ['https://other.bt.example.com/api', /neither/],
  ['https://acme.bt.example.com.evil.example/api', /neither/],
  ['https://acme.bt.example.com@evil.example/api', /to https:\/\/evil\.example: it is neither/],
  ['https://127.0.0.1/api', /neither/],
  ['http://acme.bt.example.com:8080/workflows', /NEW_URL is https.*never leaves that for plain http/],
  ['http://workflows.example.com/api', /plain http/],
])('and not to %s', (place, message) => {
  expect(refusalOf(place)).toMatch(message);
});

test('SERVICE_HOSTS lists more: a host over https, or one port of it', () => {
  const hosts = ['workflows.example.com', 'links.example.com:8443'];
  expect(refusalOf('https://workflows.example.com/api', { hosts })).toBe('');
  expect(refusalOf('https://workflows.example.com:9000/api', { hosts })).toBe('');
  expect(refusalOf('https://links.example.com:8443/api', { hosts })).toBe('');
  expect(refusalOf('https://links.example.com/api', { hosts })).toMatch(/neither/);
  expect(refusalOf('http://workflows.example.com/api', { hosts })).toMatch(/plain http/);
  expect(refusalOf('http://links.example.com:8443/api', { hosts })).toMatch(/plain http/);
});

test('a console on plain http may have plain services, on its own host and on listed ports', () => {
  const plain = { url: 'http://bt.example.com', hosts: ['a.example.com:8080', 'b.example.com'] };
  expect(refusalOf('http://bt.example.com:8080/api', plain)).toBe('');
  expect(refusalOf('http://a.example.com:8080/api', plain)).toBe('');
  expect(refusalOf('http://b.example.com/api', plain)).toMatch(/neither/);
  expect(refusalOf('https://b.example.com/api', plain)).toBe('');
});

test('before a login no tenant is known', () => {
  const places = tokenPlaces(settings('https://acme.bt.example.com'));
  const ask = () => places.refusePlace(new URL('https://umbrella.bt.example.com'), 'a service');
  expect(refusedBy(ask)).toMatch(/a service was not sent to https:\/\/umbrella/);
});

test('a tenant is where the console is, whatever its name', () => {
  const places = tokenPlaces(settings('https://acme.bt.example.com'));
  places.learn(document);
  expect(places.isHere('umbrella.bt.example.com')).toBe(true);
  // A server may claim any universe: its names still lead to the console's own address.
  const claimed = loginDocument.parse({
    token: session,
    tenant_separator: '.',
    universes: { 'acme.bt.example': {}, evil: {} },
  });
  const lied = tokenPlaces(settings('https://acme.bt.example.com'));
  lied.learn(claimed);
  expect(lied.isHere('evil.com')).toBe(true);
});

const writer = 'http://acme.bt.example.com:6097/api/post';
const post = (url: string, query: Record<string, string>): WireRequest =>
  wireRequest(
    { method: 'POST', path: url, query, raw: { body: new Uint8Array([1]) }, token: 'none' },
    '',
    new URL(url),
  );

test.each([
  ['a submission token to a plain writer of the console', post(writer, { token: 'submission-token' }), ''],
  ["the session's token to it", post(writer, { token: session }), 'over plain http.*Set PROBE_TOKEN'],
  [
    'a submission token to a plain writer elsewhere',
    post('http://old.example.com:6097/api/post', { token: 'submission-token' }),
    'plain http',
  ],
  [
    'a submission token to any listener elsewhere',
    post('https://old.example.com:6098/api/post', { token: 'submission-token' }),
    'neither the host of the console',
  ],
  [
    'anything else over plain http',
    post('http://acme.bt.example.com:6097/api/login', { token: 'submission-token' }),
    'plain http',
  ],
])('of submissions, %s', (_what, request, message) => {
  const places = tokenPlaces(settings('https://acme.bt.example.com'));
  places.learn(document);
  const said = refusedBy(() => places.refuse(request));
  if (message === '') expect(said).toBe('');
  else expect(said).toMatch(new RegExp(message));
});

test('a session token that the settings give is known before any login', () => {
  const places = tokenPlaces(settings('https://acme.bt.example.com', { credentials: { token: session } }));
  expect(refusedBy(() => places.refuse(post(writer, { token: session })))).toMatch(/Set PROBE_TOKEN/);
});

test('the transport itself sends nothing there, whoever forgets to ask', async () => {
  const [home, other] = [await recordingServer(() => ({})), await recordingServer(() => ({}))];
  const console = new URL(`http://localhost:${home.port}`);
  const transport = openTransport(settings(console.href), limits, true);
  const path = `http://127.0.0.1:${other.port}/api/workflows`;
  const request = wireRequest({ method: 'POST', path, json: {}, token: 'headers' }, session, console);
  await expect(transport.send(request, () => {})).rejects.toThrow(NotSent);
  expect(other.arrived).toEqual([]);
  expect(transport.requests).toBe(0);
  await transport.close();
  await Promise.all([home.close(), other.close()]);
});
