import { createRequire } from 'node:module';

/** Where the ids of requests that wait for a response are kept. */
export interface RequestCache {
  saveAsync(id: string, value: string): Promise<{ value: string; createdAt: number } | null>;
  getAsync(id: string): Promise<string | null>;
  removeAsync(id: string | null): Promise<string | null>;
}

export interface SamlOptions {
  entryPoint: string;
  issuer: string;
  audience: string;
  callbackUrl: string;
  /** PEM. */
  idpCert: string;
  wantAssertionsSigned: boolean;
  wantAuthnResponseSigned: boolean;
  validateInResponseTo: 'always';
  requestIdExpirationPeriodMs: number;
  cacheProvider: RequestCache;
  disableRequestedAuthnContext: boolean;
  privateKey?: string;
  signatureAlgorithm?: 'sha1' | 'sha256' | 'sha512';
}

/**
 * The part of @node-saml/node-saml that the service provider uses. Its own types would bring those of the DOM into the
 * whole project, where they clash with Node's.
 */
export interface Saml {
  getAuthorizeUrlAsync(relayState: string, host: undefined, options: object): Promise<string>;
  /** Throws an `Error` for whatever must not be believed. */
  validatePostResponseAsync(form: { SAMLResponse: string }): Promise<{
    profile: { nameID?: string; getAssertion?(): unknown; getSamlResponseXml?(): string } | null;
    loggedOut: boolean;
  }>;
  generateServiceProviderMetadata(decryptionCertificate: null): string;
}

/** A service provider of the library, which is loaded at the first use. */
export function nodeSaml(options: SamlOptions): Saml {
  const library: { SAML: new (options: SamlOptions) => Saml } = createRequire(import.meta.url)(
    '@node-saml/node-saml',
  );
  return new library.SAML(options);
}
