import { createRequire } from 'node:module';

/** A URL and how messages come to it. */
interface Endpoint {
  Binding: string;
  Location: string;
}

/** An identity provider. */
export interface SamlEntity {
  parseLoginRequest(
    from: object,
    binding: 'redirect',
    request: { query: Record<string, string> },
  ): Promise<{ extract: { issuer?: unknown; request?: Record<string, unknown> } }>;
  getMetadata(): string;
}

/**
 * The part of samlify that the identity provider uses. Its own types would bring those of the DOM into the whole
 * project, where they clash with Node's.
 */
export interface Samlify {
  setSchemaValidator(validator: { validate(xml: string): Promise<unknown> }): void;
  IdentityProvider(settings: {
    entityID: string;
    signingCert?: string;
    nameIDFormat?: string[];
    singleSignOnService: Endpoint[];
    singleLogoutService: Endpoint[];
  }): SamlEntity;
  ServiceProvider(settings: { entityID: string; authnRequestsSigned: boolean }): object;
  SamlLib: {
    defaultLoginResponseTemplate: { context: string };
    replaceTagsByValue(template: string, values: Record<string, string>): string;
    constructSAMLSignature(options: {
      rawSamlMessage: string;
      /** XPath of what is signed. */
      referenceTagXPath: string;
      signatureAlgorithm: string;
      privateKey: string;
      /** Base64 of the DER. */
      signingCert: string;
      signatureConfig: { prefix: string; location: { reference: string; action: 'after' } };
    }): string;
  };
  Constants: {
    namespace: { binding: { redirect: string }; format: { emailAddress: string } };
    algorithms: { signature: { RSA_SHA256: string } };
    StatusCode: { Success: string };
  };
}

let loaded: Samlify | undefined;

/** The library, loaded at the first use. It demands to be told how XML is checked against the schema: it is not. */
export function samlify(): Samlify {
  if (loaded) return loaded;
  const library: Samlify = createRequire(import.meta.url)('samlify');
  library.setSchemaValidator({ validate: async () => 'not checked' });
  loaded = library;
  return library;
}
