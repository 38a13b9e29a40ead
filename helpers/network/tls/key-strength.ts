import type { CertificateFact } from './certificate.ts';

type Key = CertificateFact['key'];

/** Least bits of a key, by its type (NIST SP 800-57, 112 bits of security). */
const least: Record<string, number> = { rsa: 2048, 'rsa-pss': 2048, dsa: 2048, ec: 224 };

/** What is wrong with a key by itself. */
export function keyProblem(key: Key): string | undefined {
  const wanted = least[key.type];
  if (wanted === undefined || key.bits === 0 || key.bits >= wanted) return undefined;
  return `${nameOf(key)} is too short: at least ${wanted} bits are wanted`;
}

/**
 * Whether a key is weaker than another. Keys of one type are compared by length; of two types only roughly: what is long
 * enough by itself is as good as the other.
 */
export function weakerKey(old: Key, fresh: Key): boolean {
  if (old.type === fresh.type) return fresh.bits < old.bits;
  return keyProblem(fresh) !== undefined && keyProblem(old) === undefined;
}

export function nameOf({ type, bits }: Key): string {
  const names: Record<string, string> = { rsa: 'RSA', ec: 'EC', ed25519: 'Ed25519', ed448: 'Ed448' };
  return `the ${names[type] ?? type} key of ${bits || 'unknown'} bits`;
}
