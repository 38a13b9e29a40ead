import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { ServerSettings } from '../../settings/types.ts';
import { pemCertificates, trustedCertificates } from '../../trusted-certificates.ts';

/** What clients trust: the usual roots, and those of the CA file. */
export interface Trust {
  /** For any number of handshakes: making it of all roots takes a tenth of a second. */
  readonly context: SecureContext;
  isRoot(certificate: X509Certificate): boolean;
  /** The trusted root that signed the certificate. */
  rootOf(certificate: X509Certificate): X509Certificate | undefined;
  /** Its issuer is no root, but stands in the CA file: clients that lack the file do not know it. */
  known(certificate: X509Certificate): boolean;
}

/** Trust in the usual roots and in those of the side's CA file. Throws Unanswered where the file cannot be used. */
export function trustOf(settings: Pick<ServerSettings, 'side' | 'caFile'>): Trust {
  return trustIn(trustedCertificates(settings.caFile, `${settings.side.toUpperCase()}_CA_FILE`));
}

/** Trust in these certificates, PEM. Only self-signed ones are roots: nobody else begins a chain. */
export function trustIn(ca: readonly string[]): Trust {
  const bySubject = new Map<string, X509Certificate[]>();
  const pems = ca.flatMap(pemCertificates);
  for (const pem of pems) {
    const certificate = new X509Certificate(pem);
    bySubject.set(certificate.subject, [...(bySubject.get(certificate.subject) ?? []), certificate]);
  }
  const issuersOf = (certificate: X509Certificate) =>
    (bySubject.get(certificate.issuer) ?? []).filter(
      (each) => certificate.checkIssued(each) && certificate.verify(each.publicKey),
    );
  const isRoot = (certificate: X509Certificate) =>
    certificate.subject === certificate.issuer &&
    (bySubject.get(certificate.subject) ?? []).some(
      (each) => each.fingerprint256 === certificate.fingerprint256,
    );
  return {
    context: createSecureContext({ ca: pems }),
    isRoot,
    rootOf: (certificate) => issuersOf(certificate).find((each) => each.subject === each.issuer),
    known: (certificate) => issuersOf(certificate).length > 0,
  };
}
