import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { expiredCertificate, identityProviderCertificate, otherCertificate } from './certificates.ts';
import { type KeyOwner, signingKey } from './signing-key.ts';

test.each<[string, KeyOwner, string, boolean]>([
  ['the certificate', 'ours', identityProviderCertificate, true],
  ['the expired certificate', 'ours', expiredCertificate, false],
  ['the certificate of another', 'another', otherCertificate, true],
])('%s belongs to its key', (_which, owner, pem, isValid) => {
  const certificate = new X509Certificate(pem);
  const key = createPrivateKey(signingKey(owner));
  expect(certificate.checkPrivateKey(key)).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2_048 });
  const now = Date.now();
  expect(Date.parse(certificate.validFrom) < now && now < Date.parse(certificate.validTo)).toBe(isValid);
});
