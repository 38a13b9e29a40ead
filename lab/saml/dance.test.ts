import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningPair, startPair } from '../pair.ts';
import { defaultPair } from '../state/default-pair.ts';
import { findRow, textOf } from '../state/row.ts';
import { accountAt, begin, originOf, responseFor, signIn } from './testing/dance.ts';
import { formOf, Visitor } from './testing/visitor.ts';

let pair: RunningPair;
let visitor: Visitor;

beforeAll(async () => {
  pair = await startPair(defaultPair({ seed: 1, projects: 4, errors: 10, symbols: 2 }));
});
afterAll(() => pair.close());
beforeEach(async () => {
  visitor = await Visitor.of(pair);
  return () => visitor.close();
});

test.each(['old', 'new'] as const)(
  'a SAML user logs in to the %s server and is who they are',
  async (side) => {
    const { email } = accountAt(pair);
    const user = findRow(pair[side].state, 'users', 'email', email);
    expect(user?.method).toBe('saml');

    const { action, fields } = await responseFor(visitor, pair, { side });
    const { hostname } = pair[side].state;
    expect(action).toBe(`${originOf(pair[side])}/api/sso/saml/${hostname}`);
    const done = await visitor.post(action, fields);

    expect([done.status, done.location]).toEqual([303, '/']);
    expect(done.cookies[0]).toMatch(/^token=[0-9a-f]{64};(?=.*HttpOnly)(?=.*Secure)(?=.*SameSite=Lax)/);
    const config = await visitor.get(`${originOf(pair[side])}/api/config`);
    expect(JSON.parse(config.text)).toMatchObject({
      email,
      username: user?.username,
      user: { method: 'saml' },
    });
    expect(pair[side].state.audit.at(-1)).toMatchObject({
      universe: 'acme',
      username: textOf(user, 'username'),
      subsystem: 'login',
      result: 0,
      message: 'user logged in by SSO',
    });
  },
);

test('whoever has a password there may use single sign-on too', async () => {
  const emails = pair.new.state.identityProvider?.users.map((user) => user.email) ?? [];
  const user = emails
    .map((email) => findRow(pair.new.state, 'users', 'email', email))
    .find((row) => row?.method === 'password');
  const { action, fields } = await responseFor(visitor, pair, { email: textOf(user, 'email') });
  expect((await visitor.post(action, fields)).status).toBe(303);
});

test('the sign-in page is that of an identity provider, and a wrong password is told', async () => {
  const page = await begin(visitor, pair.new);
  expect(page.text).toContain('<label for="username">Username</label>');
  expect(page.text).toContain('<label for="password">Password</label>');
  expect(page.text).toMatch(/<button type="submit">Sign in<\/button>/);

  const again = await signIn(visitor, page, { ...accountAt(pair), password: 'wrong' });
  expect(again.status).toBe(401);
  expect(again.text).toContain('<p role="alert">The username or password is incorrect.</p>');
  expect(again.cookies).toEqual([]);
  expect(formOf(await signIn(visitor, again, accountAt(pair))).fields.SAMLResponse).toBeTruthy();
});

test('whoever is signed in is not asked again until they sign out', async () => {
  await responseFor(visitor, pair);
  expect(formOf(await begin(visitor, pair.old)).fields.SAMLResponse).toBeTruthy();

  const out = await visitor.get(`${pair.identityProvider.origin}/logout`);
  expect(out.text).toContain('<h1>Signed out</h1>');
  expect(formOf(await begin(visitor, pair.new)).fields).toHaveProperty('password');
});

test.each([
  ['?return=%2Fp%2Fdesktop%2Ftriage', '/p/desktop/triage'],
  ['?return=https%3A%2F%2Fevil.test', '/'],
  ['?return=%2F%2Fevil.test', '/'],
  ['?return=%2F%5Cevil.test', '/'],
])('the console is returned to at a path of its own: %s', async (query, location) => {
  const { action, fields } = await responseFor(visitor, pair, { query });
  expect((await visitor.post(action, fields)).location).toBe(location);
});

test('the end of the session at the console lets nobody in', async () => {
  const { action, fields } = await responseFor(visitor, pair);
  await visitor.post(action, fields);
  expect((await visitor.get(`${originOf(pair.new)}/api/logout`)).status).toBe(200);
  expect((await visitor.get(`${originOf(pair.new)}/api/config`)).status).toBe(403);
});

test('both publish metadata', async () => {
  const ours = await visitor.get(`${originOf(pair.new)}/api/sso/saml/metadata`);
  expect(ours.text).toContain(`Location="${originOf(pair.new)}/api/sso/saml/${pair.new.state.hostname}"`);
  const theirs = await visitor.get(`${pair.identityProvider.origin}/metadata`);
  expect(theirs.text).toContain(`Location="${pair.identityProvider.origin}/sso"`);
});

test('a request that is none, of a stranger, or for an unknown callback is not answered', async () => {
  expect((await visitor.get(`${pair.identityProvider.origin}/sso`)).status).toBe(400);
  expect((await visitor.get(`${pair.identityProvider.origin}/sso?SAMLRequest=abc`)).status).toBe(400);
  const row = findRow(pair.new.state, 'saml', 'enabled', 1) ?? {};
  const before = { ...row };
  try {
    row.entity_id = 'https://stranger.test';
    expect((await begin(visitor, pair.new)).text).toContain(
      '&#39;https://stranger.test&#39; is not registered',
    );
    Object.assign(row, before, { callback_url: 'https://gone.test/api/sso/saml/gone.test' });
    expect((await begin(visitor, pair.new)).text).toContain('gone.test&#39; is not registered');
  } finally {
    Object.assign(row, before);
  }
});

test('where single sign-on is not set up there is nothing to log in by', async () => {
  const row = findRow(pair.new.state, 'saml', 'enabled', 1) ?? {};
  row.enabled = 0;
  try {
    const page = await visitor.get(`${originOf(pair.new)}/api/sso/saml/login`);
    expect([page.status, page.location]).toEqual([404, '']);
  } finally {
    row.enabled = 1;
  }
});
