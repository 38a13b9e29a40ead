import { describe, expect, it } from 'vitest';
import type { SamlConf } from '../host/parse/saml-conf.ts';
import { difference } from '../inventory/difference.ts';
import type { Entry } from '../inventory/entry.ts';
import { takeSso } from './login-document.ts';
import { expiredCertificates, samlEntries, ssoConfiguration } from './sso-entries.ts';
import { isAboutSso } from './sso-names.ts';

describe('names', () => {
  it.each([
    'saml',
    'saml_provider',
    'sso',
    'sso_url',
    'ssoUrl',
    'idp',
    'oauth2',
    'auth',
    'auth_method',
    'authentication',
    'ldap_host',
  ])('%s is about single sign-on', (name) => expect(isAboutSso(name)).toBe(true));
  it.each(['author', 'authority', 'assorted', 'lesson', 'method', 'listener', 'password', 'token'])(
    '%s is not',
    (name) => expect(isAboutSso(name)).toBe(false),
  );
});

const file = (host: string, changes: Partial<SamlConf> = {}): SamlConf => ({
  present: true,
  readable: true,
  parsed: true,
  settings: [
    { key: `tenants/${host}/issuer`, value: 'https://saml.test/id' },
    { key: `tenants/${host}/callback`, value: `https://saml.test/api/sso/saml/${host}` },
  ],
  certificates: [],
  ...changes,
});

function compare(old: SamlConf, fresh: SamlConf) {
  const hosts = { old: ['old.test', 'old.test:443'], new: ['new.test', 'new.test:443'] };
  return difference(samlEntries(old, hosts.old), samlEntries(fresh, hosts.new), { hosts });
}

describe('saml.json', () => {
  it('is equal where each server has its own name in keys and values', () => {
    expect(compare(file('old.test'), file('new.test'))).toEqual([]);
  });

  it('differs where the new one still serves the old name', () => {
    expect(
      compare(file('old.test'), file('old.test'))
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['extra on new', 'extra on new', 'missing on new', 'missing on new']);
  });

  it('tells certificates that have ended', () => {
    const certificates = [
      { key: 'c', fingerprint: 'AA', subject: 'CN=idp', notAfter: '2026-01-01T00:00:00.000Z' },
    ];
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(expiredCertificates(file('x', { certificates }), now)).toEqual([
      'the certificate c of saml.json (CN=idp) expired at 2026-01-01T00:00:00.000Z',
    ]);
    expect(expiredCertificates(file('x', { certificates }), now - 1)).toEqual([]);
  });
});

describe('what the server tells', () => {
  it('are whole types, and single fields of others', () => {
    const entries: Entry[] = [
      { type: 'saml_idp', key: 'main', fields: { url: 'u' } },
      { type: 'universe', key: 'acme', fields: { name: 'acme', sso_enabled: 1 } },
      { type: 'project', key: 'shop', fields: { name: 'shop' } },
    ];
    const types = { saml_idp: ['url'], universe: ['name', 'sso_enabled'], project: ['name', 'sso_id'] };
    expect(ssoConfiguration({ types, entries })).toEqual([
      entries[0],
      { type: 'universe', key: 'acme', fields: { sso_enabled: 1 } },
    ]);
  });

  it('are fields of the login document without ids, secrets and lists of users', async () => {
    const document = {
      token: 't',
      config: { version: '1', sso: { id: 5, url: 'https://idp.test', clientSecret: 'hidden' } },
      users: [{ sso: true }],
      user: { auth: 'saml' },
      samlEnabled: true,
    };
    const entries = await takeSso({ login: async () => document as never });
    expect(entries.map(({ key, fields }) => [key, fields.value])).toEqual([
      ['config.sso', { url: 'https://idp.test' }],
      ['samlEnabled', true],
    ]);
  });
});
