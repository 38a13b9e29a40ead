import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as unknown as Parameters<typeof x509.cryptoProvider.set>[0]);

const day = 86_400_000;
const ec = { name: 'ECDSA', namedCurve: 'P-256' };
const rsa = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
});
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };

/** A certificate of a test, with the key that signs for it. */
export interface TestCertificate {
  pem: string;
  key: string;
  certificate: x509.X509Certificate;
  keys: webcrypto.CryptoKeyPair;
}

/** What is unusual about a certificate. */
export interface Unusual {
  issuer?: TestCertificate;
  authority?: boolean;
  /** Days from now. */
  from?: number;
  to?: number;
  rsaBits?: number;
  names?: string[];
  usage?: string[];
  /** Bytes of an extension that means nothing, to make it large. */
  ballast?: number;
}

let serial = 1;

/** Makes a certificate, by default self-signed and valid for 90 days. */
export async function certificate(cn: string, unusual: Unusual = {}): Promise<TestCertificate> {
  const {
    issuer,
    authority = false,
    from = -20,
    to = 90,
    rsaBits,
    names = [cn],
    usage,
    ballast = 0,
  } = unusual;
  const keys = (await webcrypto.subtle.generateKey(rsaBits ? rsa(rsaBits) : ec, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
  serial += 1;
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: serial.toString(16).padStart(4, '0'),
    subject: `CN=${cn}`,
    issuer: issuer ? issuer.certificate.subject : `CN=${cn}`,
    notBefore: new Date(Date.now() + from * day),
    notAfter: new Date(Date.now() + to * day),
    publicKey: keys.publicKey,
    signingKey: (issuer ?? { keys }).keys.privateKey,
    signingAlgorithm: issuer || !rsaBits ? signingAlgorithm : rsa(rsaBits),
    extensions: [
      new x509.BasicConstraintsExtension(authority, undefined, true),
      ...(names.length > 0
        ? [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value })))]
        : []),
      ...(usage ? [new x509.ExtendedKeyUsageExtension(usage)] : []),
      ...(ballast > 0 ? [new x509.Extension('1.3.6.1.4.1.99999.1', false, new Uint8Array(ballast))] : []),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  const key = x509.PemConverter.encode(pkcs8, 'PRIVATE KEY');
  return { pem: made.toString('pem'), key, certificate: made, keys };
}

/** A root, an intermediate below it, and a leaf for a name below that. */
export async function family(name: string, leaf: Unusual = {}) {
  const root = await certificate('Root', { authority: true, names: [] });
  const middle = await certificate('Middle', { authority: true, names: [], issuer: root });
  return { root, middle, leaf: await certificate(name, { issuer: middle, ...leaf }) };
}
