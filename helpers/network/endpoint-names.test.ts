import { describe, expect, it } from 'vitest';
import { endpointNames, type NameSources, namesOnPort, tenantNames } from './endpoint-names.ts';

const sources = (more: Partial<NameSources> = {}): NameSources => ({
  url: new URL('https://bt.example.com:8443'),
  rows: [],
  document: { universes: {}, tenant_separator: '.' },
  ...more,
});
const universes = { acme: {}, 'umbrella-labs': {}, 'no label!': {} };

describe('the names of the endpoints', () => {
  it('are those of URL and listeners, once, with every source', () => {
    const rows = [
      { type: 'http/console', dns_name: 'BT.example.com.' },
      { type: 'http/writer', dns_name: 'submit.example.com' },
      { type: 'http/writer', dns_name: '' },
      { type: 'reader', dns_name: null },
    ];
    expect(endpointNames(sources({ rows }))).toEqual([
      { name: 'bt.example.com', sources: ['console URL', 'dns_name of listener http/console'], own: true },
      { name: 'submit.example.com', sources: ['dns_name of listener http/writer'], own: true },
    ]);
  });

  it('leave out addresses and names of one machine', () => {
    for (const url of [
      'https://192.0.2.1',
      'https://[2001:db8::1]',
      'https://localhost',
      'https://backtrace',
    ])
      expect(endpointNames(sources({ url: new URL(url) })), url).toEqual([]);
  });

  it('have one for each universe where a name begins with one', () => {
    const document = { universes, tenant_separator: '.' };
    expect(tenantNames(['acme.bt.example.com'], document).map(({ name }) => name)).toEqual([
      'acme.bt.example.com',
      'umbrella-labs.bt.example.com',
    ]);
    expect(tenantNames(['bt.example.com'], document)).toEqual([]);
    expect(
      tenantNames(['acme-bt.example.com'], { universes, tenant_separator: '-' }).map(({ name }) => name),
    ).toEqual(['acme-bt.example.com', 'umbrella-labs-bt.example.com']);
    expect(tenantNames(['acme.bt.example.com'], { universes })).toEqual([]);
  });

  it('have the host of the SSO service, which may be another machine', () => {
    const confHosts = [
      { key: 'saml.provider', host: 'saml.example.com' },
      { key: 'smtp.server', host: 'mail.example.com' },
    ];
    expect(endpointNames(sources({ confHosts })).slice(1)).toEqual([
      { name: 'saml.example.com', sources: ['coronerd.conf saml.provider'], own: false },
    ]);
  });

  it("have the callbacks of single sign-on, the server's own where its service is here, and its entity id", () => {
    const hosts = [
      { host: 'Saml.example.com', source: 'saml.json callbackUrl', kind: 'callback' },
      { host: 'id.example.com', source: 'saml.json issuer', kind: 'entity id' },
      { host: 'bt.example.com', source: 'saml row 1: entity_id', kind: 'entity id' },
      { host: 'id.example.net', source: 'saml row 1: entity_id', kind: 'entity id' },
      { host: 'id.example.net', source: 'saml row 1: callback_url', kind: 'callback' },
    ] as const;
    const named = (here: boolean) => endpointNames(sources({ sso: { hosts, here } }));
    expect(named(true)).toEqual([
      { name: 'bt.example.com', sources: ['console URL', 'saml row 1: entity_id'], own: true },
      { name: 'saml.example.com', sources: ['saml.json callbackUrl'], own: true },
      { name: 'id.example.com', sources: ['saml.json issuer'], own: false, identifier: true },
      {
        name: 'id.example.net',
        sources: ['saml row 1: entity_id', 'saml row 1: callback_url'],
        own: true,
      },
    ]);
    expect(named(false).map(({ own }) => own)).toEqual([true, false, false, false]);
  });
});

describe('the names on a port', () => {
  const rows = [
    { type: 'http/console', port: 8443, dns_name: 'bt.example.com' },
    { type: 'http/writer', port: '6098', dns_name: 'submit.example.com' },
  ];

  it("are the console's, and those of the listeners that have it", () => {
    expect(namesOnPort(8443, sources({ rows }))).toEqual(['bt.example.com']);
    expect(namesOnPort(6098, sources({ rows }))).toEqual(['bt.example.com', 'submit.example.com']);
  });

  it('are the short name or the address where there is nothing else', () => {
    expect(namesOnPort(443, sources({ url: new URL('https://[2001:db8::1]') }))).toEqual(['2001:db8::1']);
    expect(namesOnPort(443, sources({ url: new URL('https://backtrace') }))).toEqual(['backtrace']);
    expect(namesOnPort(8443, sources({ url: new URL('https://192.0.2.1'), rows }))).toEqual([
      'bt.example.com',
    ]);
  });
});
