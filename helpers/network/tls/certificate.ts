import type { X509Certificate } from 'node:crypto';
import { z } from 'zod';

/** What is told of a certificate: all of it public. */
export const certificateFact = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** SHA-256. */
  fingerprint: z.string(),
  /** ISO times. */
  from: z.string(),
  to: z.string(),
  key: z.object({ type: z.string(), bits: z.number() }),
  names: z.string(),
});
export type CertificateFact = z.infer<typeof certificateFact>;

export function factOf(certificate: X509Certificate): CertificateFact {
  return {
    subject: flat(certificate.subject) || '(no subject)',
    issuer: flat(certificate.issuer) || '(no issuer)',
    fingerprint: certificate.fingerprint256,
    from: new Date(certificate.validFrom).toISOString(),
    to: new Date(certificate.validTo).toISOString(),
    key: keyOf(certificate),
    names: certificate.subjectAltName ?? '',
  };
}

/** Bits of the curves that certificates have; Node names them, and gives no length. */
const curveBits: Record<string, number> = {
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
  prime192v1: 192,
  secp224r1: 224,
  ed25519: 256,
  ed448: 456,
};

function keyOf(certificate: X509Certificate): CertificateFact['key'] {
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = certificate.publicKey;
  const bits = details?.modulusLength ?? curveBits[details?.namedCurve ?? type] ?? 0;
  return { type, bits };
}

function flat(name: string): string {
  return name.replaceAll('\n', ', ');
}

/** The names of a subject or issuer for a message: its CN where it has one. */
export function shortName(name: string): string {
  const parts = name.split(/[\n,]/).map((part) => part.trimStart());
  const common = parts.find((part) => part.startsWith('CN=') && part.length > 3);
  return common?.slice(3) ?? (flat(name) || '(no name)');
}
