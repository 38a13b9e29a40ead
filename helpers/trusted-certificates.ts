import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { Unanswered } from './unanswered.ts';

/** By what is trusted: making one of all the usual certificates takes a tenth of a second. */
const contexts = new Map<string, SecureContext>();

/**
 * Trust in the certificates of a PEM file beside the usual ones; `setting` is the variable that names the file.
 * Throws `Unanswered` when the file cannot be used.
 */
export function trusting(caFile: string, setting: string): SecureContext {
  const ca = trustedCertificates(caFile, setting);
  const key = ca.join('\n');
  try {
    const context = contexts.get(key) ?? createSecureContext({ ca });
    contexts.set(key, context);
    return context;
  } catch (cause) {
    throw unusable(caFile, setting, 'holds a certificate that cannot be parsed', cause);
  }
}

/** The certificates in a text, PEM. */
export function pemCertificates(text: string): string[] {
  const [begin, end] = ['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----'];
  const found: string[] = [];
  for (let at = text.indexOf(begin); at !== -1; at = text.indexOf(begin, at + 1)) {
    const content = at + begin.length;
    const dash = text.indexOf('-', content);
    if (dash > content && text.startsWith(end, dash)) found.push(text.slice(at, dash + end.length));
  }
  return found;
}

/** The usual certificates and, where there is one, those of the file, PEM. Throws as `trusting`. */
export function trustedCertificates(caFile: string | undefined, setting: string): string[] {
  const usual = [...rootCertificates, ...extraCertificates()];
  if (!caFile) return usual;
  let own: string;
  try {
    own = readFileSync(caFile, 'utf8');
  } catch (cause) {
    throw unusable(caFile, setting, 'cannot be read', cause);
  }
  const certificates = pemCertificates(own);
  if (certificates.length === 0) throw unusable(caFile, setting, 'holds no PEM certificate', undefined);
  try {
    for (const each of certificates) new X509Certificate(each);
  } catch (cause) {
    throw unusable(caFile, setting, 'holds a certificate that cannot be parsed', cause);
  }
  return [...usual, ...certificates];
}

function unusable(caFile: string, setting: string, problem: string, cause: unknown): Unanswered {
  return new Unanswered(`${setting}: ${caFile} ${problem}`, {
    asked: `read ${caFile}`,
    where: 'this machine',
    next: `Set ${setting} to a readable PEM file with one or more certificates.`,
    cause,
  });
}

/** Giving `ca` replaces the default roots, and with them those of NODE_EXTRA_CA_CERTS. */
function extraCertificates(): string[] {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  if (!file) return [];
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}
