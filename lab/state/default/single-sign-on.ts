import { callbackUrl, identityProviderOrigin, ssoUrl } from '../../saml/addresses.ts';
import { identityProviderCertificate } from '../../saml/certificates.ts';
import type { Random } from '../random.ts';
import { integerOf, textOf } from '../row.ts';
import type { IdentityProvider, Row } from '../types.ts';

const entityId = 'https://backtrace.acme.test/saml';

/** Single sign-on of the first universe, as a row of the type `saml`. */
export function singleSignOnRows(hostname: string, universes: Row[]): Row[] {
  return [
    {
      universe: integerOf(universes[0], 'id'),
      enabled: 1,
      entity_id: entityId,
      sso_url: ssoUrl,
      callback_url: callbackUrl(hostname),
      user_provisioning: 0,
      admin_contact: 'it-support@acme.example',
      request_signature_algorithm: null,
      request_private_key: null,
      certificate: identityProviderCertificate,
      private_key: null,
    },
  ];
}

/**
 * The organization's identity provider. It knows people of the first universe, those first who log in by SAML only, one
 * who has a password there too, and at the end somebody who has no account on the server.
 */
export function identityProvider(random: Random, universes: Row[], accounts: Row[]): IdentityProvider {
  const own = accounts.filter((user) => {
    return user.universe === universes[0]?.id && user.active === 1 && user.deleted === 0;
  });
  const known = [
    ...own.filter((user) => user.method === 'saml').slice(0, 3),
    ...own.filter((user) => user.method === 'password' && user.superuser === 0).slice(0, 1),
  ].map((user) => textOf(user, 'email'));
  return {
    entityId: `${identityProviderOrigin}/metadata`,
    serviceProvider: entityId,
    users: [...known, 'stranger@acme.example'].map((email) => {
      return { username: email.split('@')[0] ?? email, password: `idp-${random.hex(16)}`, email };
    }),
  };
}
