import { z } from 'zod';
import { certificateFact } from './certificate.ts';

/** The versions that are tried, oldest first. SSL 2 and 3 are not: no OpenSSL of today speaks them. */
export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** `untried` = this machine's OpenSSL cannot speak it; `unanswered` = the server did not say. */
const offer = z.enum(['offered', 'not offered', 'untried', 'unanswered']);
export type Offer = z.infer<typeof offer>;

/** The cipher suites of TLS 1.3 (RFC 8446 §B.4), all there are. */
export const newestSuites = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_CCM_SHA256',
  'TLS_AES_128_CCM_8_SHA256',
] as const;

/** The certificates that a server shows for one name. */
export const nameLook = z.object({
  name: z.string(),
  chain: z.array(certificateFact),
  /** What is wrong with them, for that name. */
  problems: z.array(z.string()),
});
export type NameLook = z.infer<typeof nameLook>;

/** What one port says to TLS clients, as plain JSON. */
export const portLook = z.object({
  port: z.number(),
  /** `nothing` = it takes connections and hangs up; null = it could not be found out, see `unanswered`. */
  speaks: z.enum(['tls', 'http', 'other', 'nothing']).nullable(),
  unanswered: z
    .object({ kind: z.enum(['refused', 'filtered', 'silent', 'no way']), why: z.string() })
    .optional(),
  versions: z.object({ TLSv1: offer, 'TLSv1.1': offer, 'TLSv1.2': offer, 'TLSv1.3': offer }),
  /** Cipher suites up to TLS 1.2, in the server's order of preference, as far as OpenSSL knows them. */
  ciphers: z.array(z.string()),
  /** Cipher suites of TLS 1.3, each offered alone; none where the version is not offered, or an earlier version of the pack looked. */
  suites13: z.record(z.string(), offer).optional(),
  /** What a usual client comes to, for example `TLSv1.3 TLS_AES_256_GCM_SHA384`; null when it cannot connect. */
  agreed: z.string().nullable(),
  /** Families of broken cipher suites that it takes. */
  weak: z.array(z.string()),
  names: z.array(nameLook),
  /** What is worth knowing and not wrong. */
  notes: z.array(z.string()),
});
export type PortLook = z.infer<typeof portLook>;
