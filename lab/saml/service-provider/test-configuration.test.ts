import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningPair, startPair } from '../../pair.ts';
import { defaultPair } from '../../state/default-pair.ts';
import { findRow, textOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import { callbackUrl } from '../addresses.ts';
import { expiredCertificate, otherCertificate } from '../certificates.ts';
import { originOf } from '../testing/dance.ts';
import { type Page, Visitor } from '../testing/visitor.ts';

let pair: RunningPair;
let visitor: Visitor;
let settings: Row;

beforeAll(async () => {
  pair = await startPair(defaultPair({ seed: 1, projects: 4, errors: 10, symbols: 2 }));
});
afterAll(() => pair.close());
beforeEach(async () => {
  visitor = await Visitor.of(pair);
  settings = findRow(pair.new.state, 'saml', 'enabled', 1) ?? {};
  const before = { ...settings };
  return async () => {
    pair.new.state.behaviour = {};
    Object.assign(settings, before);
    await visitor.close();
  };
});

function press(token = pair.new.state.tokens.admin ?? '', more: Record<string, string> = {}): Promise<Page> {
  return visitor.post(`${originOf(pair.new)}/api/sso/saml/test`, { token, ...more });
}

test('the default configuration is valid', async () => {
  const { status, message, checks } = JSON.parse((await press()).text);
  expect([status, message]).toEqual(['ok', 'The configuration is valid']);
  expect(checks.map((each: { name: string }) => each.name)).toEqual([
    'Entity ID (issuer)',
    'SSO URL',
    'SSO URL',
    'Callback URL',
    'Certificate',
    'Certificate',
  ]);
});

test.each<[string, Row, RegExp]>([
  ['no entity ID', { entity_id: '' }, /^Entity ID \(issuer\): is empty$/],
  ['an SSO URL where nobody is', { sso_url: 'https://127.0.0.1:1/sso' }, /^SSO URL: .*cannot be reached/],
  ['an SSO URL that is none', { sso_url: 'sso' }, /^SSO URL: Invalid URL/],
  ['another page of it', { sso_url: 'https://idp.acme.test/x' }, /^SSO URL: is not what/],
  [
    'the callback of the old host',
    { callback_url: callbackUrl('old.backtrace.test') },
    /^Callback URL: is not https:\/\/new/,
  ],
  ['the certificate of another', { certificate: otherCertificate }, /^Certificate: is not that/],
  ['an expired certificate', { certificate: expiredCertificate }, /^Certificate: is valid from .* only/],
  ['no certificate', { certificate: 'x' }, /^Certificate: is no certificate$/],
])('%s is told', async (_what, wrong, message) => {
  Object.assign(settings, wrong);
  expect(JSON.parse((await press()).text)).toMatchObject({
    status: 'error',
    message: expect.stringMatching(message),
  });
});

test('an identity provider that is down, and a test that fails by itself', async () => {
  pair.new.state.behaviour = { sso: ['identity-provider-down'] };
  expect(JSON.parse((await press()).text).message).toMatch(/cannot be reached/);
  pair.new.state.behaviour = { console: { sso: ['test-fails'] } };
  expect(JSON.parse((await press()).text)).toMatchObject({ message: 'Test configuration: internal error' });
});

test('a universe without settings has nothing to test, and only administrators may', async () => {
  expect(JSON.parse((await press(undefined, { universe: 'umbrella-labs' })).text).message).toMatch(
    /not configured/,
  );
  expect((await press('nobody')).status).toBe(403);
  const member = pair.new.state.configuration.users?.find((row) => row.role === 'member' && row.active === 1);
  const token = pair.new.coronerd.sessions.open(textOf(member, 'username'));
  expect(JSON.parse((await press(token)).text).error.message).toBe('permission denied');
});
