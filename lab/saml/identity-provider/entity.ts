import { identityProviderCertificate } from '../certificates.ts';
import { type SamlEntity, samlify } from '../libraries/samlify.ts';

/** The identity provider as the library knows it, with its sign-in and sign-out beside each other. */
export function identityProviderEntity(entityId: string, ssoUrl: string): SamlEntity {
  const { IdentityProvider, Constants } = samlify();
  const Binding = Constants.namespace.binding.redirect;
  return IdentityProvider({
    entityID: entityId,
    signingCert: identityProviderCertificate,
    nameIDFormat: [Constants.namespace.format.emailAddress],
    singleSignOnService: [{ Binding, Location: ssoUrl }],
    singleLogoutService: [{ Binding, Location: new URL('/logout', ssoUrl).href }],
  });
}
