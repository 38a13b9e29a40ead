import { z } from 'zod';
import { type SamlEntity, samlify } from '../libraries/samlify.ts';

const requestShape = z.object({
  id: z.string().min(1),
  /** Entity ID of the service provider. */
  issuer: z.string().min(1),
  /** `AssertionConsumerServiceURL`. */
  callbackUrl: z.url(),
});

/** What a service provider asks for. */
export type AuthnRequest = z.output<typeof requestShape>;

/** Reads a request of the redirect binding; undefined when it is none. */
export async function readAuthnRequest(
  identityProvider: SamlEntity,
  samlRequest: string,
): Promise<AuthnRequest | undefined> {
  const anybody = samlify().ServiceProvider({ entityID: 'any', authnRequestsSigned: false });
  try {
    const query = { SAMLRequest: samlRequest };
    const { extract } = await identityProvider.parseLoginRequest(anybody, 'redirect', { query });
    return requestShape.parse({
      id: extract.request?.id,
      issuer: extract.issuer,
      callbackUrl: extract.request?.assertionConsumerServiceUrl,
    });
  } catch {
    return undefined;
  }
}
