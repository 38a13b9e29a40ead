import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { ListenerTls } from './state/types.ts';

/** What a server sends, and its private key, both PEM; `cert` is the certificate and after it its chain. */
export interface ServerCertificate {
  cert: string;
  key: string;
}

/** A certificate authority that is made anew for each run: a root, and an intermediate that issues. */
export interface Authority {
  /** PEM of the root's certificate. */
  pem: string;
  /** A server certificate for host names and IP addresses; by default a good one with its whole chain. */
  issue(
    names: string[],
    how?: Pick<ListenerTls, 'chain' | 'certificate' | 'key'>,
  ): Promise<ServerCertificate>;
}

/** Who signs: a certificate with its keys. */
interface Signer {
  certificate: X509Certificate;
  keys: webcrypto.CryptoKeyPair;
}

const keyAlgorithms = {
  'p-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'p-384': { name: 'ECDSA', namedCurve: 'P-384' },
  'rsa-1024': rsa(1024),
  'rsa-2048': rsa(2048),
};
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };
const day = 86_400_000;

/** Makes a certificate authority (ECDSA P-256) that is valid from yesterday on for 90 days. */
export async function makeAuthority(): Promise<Authority> {
  const root = await makeRoot();
  const intermediate = await makeIntermediate(root);
  let serial = 2;
  return {
    pem: root.certificate.toString('pem'),
    issue: async (names, { chain = 'complete', certificate = 'good', key = 'p-256' } = {}) => {
      const own = await makeKeys(key);
      serial += 1;
      const issued = await X509CertificateGenerator.create(
        {
          ...subjectAndIssuer(certificate === 'wrong-name' ? ['elsewhere.backtrace.test'] : names),
          serialNumber: serial.toString(16).padStart(2, '0'),
          issuer: certificate === 'self-signed' ? subjectOf(names) : intermediate.certificate.subject,
          ...validityOf(certificate),
          publicKey: own.publicKey,
          signingKey: certificate === 'self-signed' ? own.privateKey : intermediate.keys.privateKey,
          signingAlgorithm,
        },
        webcrypto,
      );
      const leaf = issued.toString('pem');
      const above = intermediate.certificate.toString('pem');
      const sent = {
        complete: certificate === 'self-signed' ? [leaf] : [leaf, above],
        'leaf-only': [leaf],
        'wrong-order': [leaf, root.certificate.toString('pem'), above],
      }[chain];
      return { cert: `${sent.join('\n')}\n`, key: await privateKeyPem(own.privateKey) };
    },
  };

  function subjectAndIssuer(names: string[]) {
    return {
      subject: subjectOf(names),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(names.map(alternativeName)),
      ],
    };
  }
}

async function makeRoot(): Promise<Signer> {
  const keys = await makeKeys('p-256');
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '01',
      name: 'CN=Backtrace lab CA',
      ...validityOf('good'),
      keys,
      signingAlgorithm,
      extensions: await authorityExtensions(keys, 1),
    },
    webcrypto,
  );
  return { certificate, keys };
}

async function makeIntermediate(root: Signer): Promise<Signer> {
  const keys = await makeKeys('p-256');
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: '02',
      subject: 'CN=Backtrace lab intermediate CA',
      issuer: root.certificate.subject,
      ...validityOf('good'),
      publicKey: keys.publicKey,
      signingKey: root.keys.privateKey,
      signingAlgorithm,
      extensions: [
        ...(await authorityExtensions(keys, 0)),
        await AuthorityKeyIdentifierExtension.create(root.keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { certificate, keys };
}

async function authorityExtensions(keys: webcrypto.CryptoKeyPair, pathLength: number) {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
  ];
}

function rsa(modulusLength: number) {
  return {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
}

function makeKeys(kind: keyof typeof keyAlgorithms): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(keyAlgorithms[kind], true, [
    'sign',
    'verify',
  ]) as Promise<webcrypto.CryptoKeyPair>;
}

function subjectOf(names: string[]) {
  return [{ CN: [names[0] ?? 'localhost'] }];
}

function validityOf(certificate: NonNullable<ListenerTls['certificate']>): {
  notBefore: Date;
  notAfter: Date;
} {
  const now = Date.now();
  const days = { expired: -1, soon: 3 }[certificate as string] ?? 90;
  return { notBefore: new Date(now - 30 * day), notAfter: new Date(now + days * day) };
}

function alternativeName(name: string): { type: 'ip' | 'dns'; value: string } {
  return { type: /^[\d.]+$|:/.test(name) ? 'ip' : 'dns', value: name };
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}
