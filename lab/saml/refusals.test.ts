import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RunningPair, startPair } from '../pair.ts';
import { defaultPair } from '../state/default-pair.ts';
import { findRow } from '../state/row.ts';
import type { Row } from '../state/types.ts';
import { otherCertificate } from './certificates.ts';
import { makeResponse, type Statement, signAssertion } from './identity-provider/response.ts';
import { accountAt, originOf, responseFor } from './testing/dance.ts';
import { type Page, Visitor } from './testing/visitor.ts';

let pair: RunningPair;
let visitor: Visitor;
let settings: Row;
let callback: string;

beforeAll(async () => {
  pair = await startPair(defaultPair({ seed: 1, projects: 4, errors: 10, symbols: 2 }));
  callback = `${originOf(pair.new)}/api/sso/saml/${pair.new.state.hostname}`;
});
afterAll(() => pair.close());
beforeEach(async () => {
  visitor = await Visitor.of(pair);
  settings = findRow(pair.new.state, 'saml', 'enabled', 1) ?? {};
  const before = { ...settings };
  return async () => {
    Object.assign(settings, before);
    await visitor.close();
  };
});

/** Id of a fresh request of the new server. */
async function requestId(): Promise<string> {
  const { location } = await visitor.get(`${originOf(pair.new)}/api/sso/saml/login`);
  const deflated = Buffer.from(new URL(location).searchParams.get('SAMLRequest') ?? '', 'base64');
  return /ID="([^"]+)"/.exec(inflateRawSync(deflated).toString('utf8'))?.[1] ?? '';
}

/** A good response to a request but for what is said otherwise, as XML. */
function response(id: string, differently: Partial<Statement> = {}): string {
  const base64 = makeResponse(
    { id },
    {
      issuer: 'https://idp.acme.test/metadata',
      email: accountAt(pair).email,
      callbackUrl: callback,
      audience: 'https://backtrace.acme.test/saml',
      issuedAt: Date.now(),
      signed: true,
      ...differently,
    },
  );
  return Buffer.from(base64, 'base64').toString('utf8');
}

function send(xml: string, url = callback): Promise<Page> {
  return visitor.post(url, { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: '/' });
}

/** Expects the vendor's words, no session, and a reason in the audit log. */
function expectRefused(page: Page, status: number, reason: RegExp): void {
  expect(page.status).toBe(status);
  expect(page.text).toContain('Failed to login - Internal Error');
  expect(page.text).toContain('it-support@acme.example');
  expect(page.cookies).toEqual([]);
  const entry = pair.new.state.audit.at(-1);
  expect(entry).toMatchObject({ universe: 'acme', subsystem: 'login', result: 1 });
  expect(entry?.message).toMatch(/^SSO login refused: /);
  expect(entry?.message).toMatch(reason);
}

test('what is changed below is accepted unchanged', async () => {
  const page = await send(response(await requestId()));
  expect([page.status, page.cookies.length]).toEqual([303, 1]);
});

test.each<[string, Partial<Statement>, RegExp]>([
  ['for another audience', { audience: 'https://elsewhere.test' }, /audience/i],
  ['for another recipient', { callbackUrl: 'https://old.backtrace.test/x' }, /recipient is 'https:\/\/old/],
  ['that has expired', { issuedAt: Date.now() - 600_000 }, /subject confirmation|expired/i],
  ['of the future', { issuedAt: Date.now() + 600_000 }, /not yet valid/],
  ['without a signature', { signed: false }, /Invalid signature/],
])('an assertion %s is refused', async (_what, differently, reason) => {
  expectRefused(await send(response(await requestId(), differently)), 403, reason);
});

test('a response to another destination is refused, though only the assertion is signed', async () => {
  const xml = response(await requestId()).replace(
    `Destination="${callback}"`,
    'Destination="https://other.test/x"',
  );
  expectRefused(await send(xml), 403, /destination is 'https:\/\/other\.test/);
});

test('a changed assertion is refused', async () => {
  const xml = response(await requestId()).replace(accountAt(pair).email, 'admin@acme.example');
  expectRefused(await send(xml), 403, /Invalid signature/);
});

test('the certificate of another identity provider verifies nothing', async () => {
  settings.certificate = otherCertificate;
  expectRefused(await send(response(await requestId())), 403, /Invalid signature/);
});

test('a response works once, and so does its assertion in a response to another request', async () => {
  const xml = response(await requestId());
  expect((await send(xml)).status).toBe(303);
  expectRefused(await send(xml), 403, /InResponseTo is not valid/);

  const [first, second] = [await requestId(), await requestId()];
  const good = response(first);
  expectRefused(await send(good.replace(first, second)), 403, /InResponseTo does not match/);
  expect((await send(good)).status).toBe(303);
});

test('so does an assertion that does not say which request it answers', async () => {
  const unsigned = response(await requestId(), { signed: false });
  const silent = unsigned.replace(/(<saml:SubjectConfirmationData[^>]*?) InResponseTo="[^"]*"/, '$1');
  expect(silent).not.toBe(unsigned);
  const xml = Buffer.from(signAssertion(silent), 'base64').toString('utf8');
  expect((await send(xml)).status).toBe(303);
  expectRefused(await send(xml), 403, /used before/);
});

test('a response that nobody asked for is refused', async () => {
  expectRefused(await send(response('_never-asked')), 403, /InResponseTo is not valid/);
  const none = response('_x').replaceAll(/ InResponseTo="_x"/g, '');
  expectRefused(await send(none), 403, /InResponseTo/);
});

/** Ways to hide the signed assertion and to put one for the superuser in its place. */
const wrappings: [string, (signed: string, forged: string) => string][] = [
  ['beside the signed one', (signed, forged) => forged + signed],
  [
    'before the signed one in its signature',
    (signed, forged) => into(forged, `<ds:Object>${signed}</ds:Object>`),
  ],
  [
    'around the signed one',
    (signed, forged) => forged.replace('</saml:Assertion>', `${signed}</saml:Assertion>`),
  ],
  [
    'instead, the signed one in extensions',
    (signed, forged) => `<samlp:Extensions>${signed}</samlp:Extensions>${forged}`,
  ],
];

/** The forged assertion with the signature of the signed one, and that one within the signature. */
function into(forged: string, object: string): string {
  const signature = /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(object)?.[0] ?? '';
  return forged.replace(
    '</saml:Issuer>',
    `</saml:Issuer>${signature.replace('</ds:Signature>', `${object}</ds:Signature>`)}`,
  );
}

test.each(wrappings)('a forged assertion %s is refused', async (_where, wrap) => {
  const xml = response(await requestId());
  const signed = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? '';
  const forged = signed
    .replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, '')
    .replace(/ ID="[^"]*"/, ' ID="_forged"')
    .replace(accountAt(pair).email, 'admin@acme.example');
  expect(forged).toContain('admin@acme.example');
  expectRefused(await send(xml.replace(signed, wrap(signed, forged))), 403, /signature/i);
});

test('an encrypted assertion is refused', async () => {
  const xml = response(await requestId()).replace(
    /<saml:Assertion[\s\S]*<\/saml:Assertion>/,
    '<saml:EncryptedAssertion><x/></saml:EncryptedAssertion>',
  );
  expectRefused(await send(xml), 403, /decryption key/);
});

test.each([
  ['no XML', 'hello'],
  ['nothing', ''],
])('%s is refused', async (_what, xml) => {
  const page = await send(xml);
  expectRefused(page, xml === '' ? 400 : 403, /./);
});

test('the callback of another host is not here', async () => {
  const page = await send(response(await requestId()), callback.replace(/[^/]*$/, pair.old.state.hostname));
  expectRefused(page, 404, /no tenant 'old\.backtrace\.test'/);
});

test('a stranger is refused, and gets an account where provisioning is on', async () => {
  const email = 'stranger@acme.example';
  const first = await responseFor(visitor, pair, { email });
  expectRefused(await visitor.post(first.action, first.fields), 403, /nobody here has the e-mail stranger@/);

  settings.user_provisioning = 1;
  const second = await responseFor(visitor, pair, { email });
  expect((await visitor.post(second.action, second.fields)).status).toBe(303);
  expect(pair.new.state.configuration.users?.at(-1)).toMatchObject({
    username: 'stranger',
    email,
    method: 'saml',
    role: 'member',
    superuser: 0,
  });
});

test('an account that is switched off is refused', async () => {
  const { email } = accountAt(pair);
  const user = findRow(pair.new.state, 'users', 'email', email) ?? {};
  user.active = 0;
  const { action, fields } = await responseFor(visitor, pair);
  expectRefused(await visitor.post(action, fields), 403, /switched off/);
  user.active = 1;
});
