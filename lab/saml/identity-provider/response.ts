import { randomUUID } from 'node:crypto';
import { identityProviderCertificate } from '../certificates.ts';
import { samlify } from '../libraries/samlify.ts';
import { signingKey } from '../signing-key.ts';
import type { AuthnRequest } from './authn-request.ts';

/** What an assertion says. */
export interface Statement {
  /** Entity ID of the identity provider. */
  issuer: string;
  /** Primary e-mail of whoever signed in: the NameID. */
  email: string;
  /** URL that it is sent to: `Destination` and `Recipient`. */
  callbackUrl: string;
  /** Entity ID of whom it is meant for. */
  audience: string;
  /** Valid from then on (ms) for five minutes. */
  issuedAt: number;
  signed: boolean;
}

const lifetime = 300_000;

/** The response to a request as base64, its assertion signed with the key of the identity provider. */
export function makeResponse(request: Pick<AuthnRequest, 'id'>, say: Statement): string {
  const { SamlLib, Constants } = samlify();
  const until = new Date(say.issuedAt + lifetime).toISOString();
  const from = new Date(say.issuedAt).toISOString();
  const xml = SamlLib.replaceTagsByValue(SamlLib.defaultLoginResponseTemplate.context, {
    ID: `_${randomUUID()}`,
    AssertionID: `_${randomUUID()}`,
    InResponseTo: request.id,
    Issuer: say.issuer,
    IssueInstant: from,
    Destination: say.callbackUrl,
    SubjectRecipient: say.callbackUrl,
    SubjectConfirmationDataNotOnOrAfter: until,
    ConditionsNotBefore: from,
    ConditionsNotOnOrAfter: until,
    Audience: say.audience,
    NameIDFormat: Constants.namespace.format.emailAddress,
    NameID: say.email,
    StatusCode: Constants.StatusCode.Success,
    AuthnStatement: '',
    AttributeStatement: '',
  });
  return say.signed ? signAssertion(xml) : Buffer.from(xml).toString('base64');
}

/** A response (XML) as base64, its assertion signed with the key of the identity provider. */
export function signAssertion(xml: string): string {
  const { SamlLib, Constants } = samlify();
  const assertion = "/*[local-name(.)='Response']/*[local-name(.)='Assertion']";
  return SamlLib.constructSAMLSignature({
    rawSamlMessage: xml,
    referenceTagXPath: assertion,
    signatureAlgorithm: Constants.algorithms.signature.RSA_SHA256,
    privateKey: signingKey('ours'),
    signingCert: identityProviderCertificate.replaceAll(/-----[A-Z ]+-----|\s/g, ''),
    signatureConfig: {
      prefix: 'ds',
      location: { reference: `${assertion}/*[local-name(.)='Issuer']`, action: 'after' },
    },
  });
}
