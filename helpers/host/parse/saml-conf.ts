import { X509Certificate } from 'node:crypto';
import { type ParseError, parse } from 'jsonc-parser';
import { z } from 'zod';
import { digestOf, isSecretField, withoutSecrets } from '../../inventory/secrets.ts';
import { pemCertificates } from '../../trusted-certificates.ts';
import type { RawAnswer } from './answer.ts';
import { fileIn } from './file-answer.ts';

export const samlConfFact = z.object({
  present: z.boolean(),
  readable: z.boolean(),
  /** The whole file is JSON, comments and trailing commas allowed. */
  parsed: z.boolean(),
  /** Every value in it, secrets as digests. */
  settings: z.array(
    z.object({
      /** Where it stands, for example `tenants/backtrace.example.com/entryPoint`. */
      key: z.string(),
      value: z.string(),
    }),
  ),
  /** Every certificate in it, which is not among the settings. */
  certificates: z.array(
    z.object({
      key: z.string(),
      /** SHA-256 of the certificate, as hex in pairs. */
      fingerprint: z.string(),
      subject: z.string(),
      /** ISO time. */
      notAfter: z.string(),
    }),
  ),
});
export type SamlConf = z.infer<typeof samlConfFact>;

/**
 * What saml.json of the single sign-on service holds; its form is not known (contract §12), so that every value counts.
 * Never a private key or another secret. A missing file is a fact. Throws NotUnderstood.
 */
export function parseSamlConf(answer: RawAnswer): SamlConf {
  const { present, content } = fileIn(answer);
  const errors: ParseError[] = [];
  const root: unknown = content === null ? undefined : parse(content, errors, { allowTrailingComma: true });
  const parsed = typeof root === 'object' && root !== null && errors.length === 0 && !answer.cut;
  const leaves = parsed ? leavesIn(root, []) : [];
  const found = leaves.map((leaf) => ({ ...leaf, certificate: certificateIn(leaf.value) }));
  return {
    present,
    readable: content !== null,
    parsed,
    settings: found.flatMap(({ path, value, certificate }) =>
      certificate ? [] : [{ key: path.join('/'), value: shown(path, value) }],
    ),
    certificates: found.flatMap(({ path, certificate }) =>
      certificate
        ? [
            {
              key: path.join('/'),
              fingerprint: certificate.fingerprint256,
              subject: certificate.subject.replaceAll('\n', ', '),
              notAfter: new Date(certificate.validTo).toISOString(),
            },
          ]
        : [],
    ),
  };
}

type Scalar = string | number | boolean | null;

function leavesIn(value: unknown, path: string[]): { path: string[]; value: Scalar }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value: value as Scalar }];
  return Object.entries(value).flatMap(([name, inner]) => leavesIn(inner, [...path, name]));
}

/** PEM, or the base64 of the DER, with or without line breaks. */
function certificateIn(value: Scalar): X509Certificate | undefined {
  if (typeof value !== 'string') return undefined;
  const pem = pemCertificates(value)[0];
  const bare = /^MI[A-Za-z0-9+/=\s]{100,}$/.test(value) ? Buffer.from(value, 'base64') : undefined;
  try {
    return pem || bare ? new X509Certificate(pem ?? bare ?? '') : undefined;
  } catch {
    return undefined;
  }
}

/** A value under a name that is no secret's may still be a bare key: anything long and opaque is a digest. */
function shown(path: readonly string[], value: Scalar): string {
  const names = path.filter((part) => !/^\d+$/.test(part));
  const field = names.at(-1) ?? '';
  if (value !== null && value !== '' && (isSecretField(field) || isOpaque(value))) return digestOf(value);
  const plain = withoutSecrets(value, field);
  return typeof plain === 'string' ? plain : JSON.stringify(plain);
}

function isOpaque(value: Scalar): boolean {
  return typeof value === 'string' && (/-----BEGIN/.test(value) || /^[A-Za-z0-9+/=_\s-]{40,}$/.test(value));
}
