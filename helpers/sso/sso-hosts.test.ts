import { describe, expect, it } from 'vitest';
import { ssoHostsInFile, ssoHostsInRows, ssoTypes } from './sso-hosts.ts';

const file = (settings: Record<string, string>) =>
  ssoHostsInFile({
    present: true,
    readable: true,
    parsed: true,
    settings: Object.entries(settings).map(([key, value]) => ({ key, value })),
    certificates: [],
  }).map(({ host, kind }) => `${kind} ${host}`);

describe('hosts that single sign-on gives to the server', () => {
  it('are those of callbacks and of its entity id, in saml.json', () => {
    expect(
      file({
        'tenants/bt.test/callbackUrl': 'https://saml.test/api/sso/saml/bt.test',
        'tenants/bt.test/assertionConsumerServices/0/acsUrl': 'acs.test/post',
        'tenants/bt.test/issuer': 'https://id.test/backtrace',
        port: '7075',
      }),
    ).toEqual(['callback saml.test', 'callback acs.test', 'entity id id.test']);
  });

  it("are never the identity provider's", () => {
    expect(
      file({
        'tenants/bt.test/entryPoint': 'https://login.test/sso',
        'tenants/bt.test/entityId': 'https://login.test/metadata',
        'tenants/bt.test/idpIssuer': 'https://other.test/metadata',
        'tenants/bt.test/identityProvider/entityId': 'https://third.test/',
      }),
    ).toEqual([]);
  });

  it('are no paths, URNs and digests', () => {
    expect(
      file({ callbackPath: '/api/sso', entityID: 'urn:bt:sp', callback: `sha256:${'0'.repeat(64)}` }),
    ).toEqual([]);
  });

  it('are found in rows, in JSON text too, and told by row and field', () => {
    const rows = [
      { callback_url: 'https://off.test/', enabled: 0 },
      {
        callback_url: 'https://bt.test/cb',
        entity_id: 'https://idp.test/x',
        sso_url: 'https://idp.test/sso',
      },
      { settings: '{"sp":{"AssertionConsumerService":"https://acs.test/cb"}}', deleted: 0 },
    ];
    expect(ssoHostsInRows('saml', rows)).toEqual([
      { host: 'bt.test', source: 'saml row 2: callback_url', kind: 'callback' },
      { host: 'acs.test', source: 'saml row 3: settings', kind: 'callback' },
    ]);
    const other = [{ sso_callback: 'https://bt.test/', callback_url: 'https://hooks.test/' }];
    expect(ssoHostsInRows('universe', other).map(({ host }) => host)).toEqual(['bt.test']);
  });

  it('are looked for in types and fields that are named like single sign-on', () => {
    const field = { type: 'string', constraints: [] };
    expect(
      ssoTypes({ users: { uid: field }, universe: { sso_callback: field }, saml: { id: field } }),
    ).toEqual(['saml', 'universe']);
  });
});
