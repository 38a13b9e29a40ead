import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { checkServerIdentity, createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { buildConnector } from 'undici';
import type { HttpLimits, ServerSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';

/**
 * Opens the connections to the server: to `address` where it is set, while the certificate is checked against the
 * name in the URL; with the certificates of `caFile` trusted beside the usual ones.
 * Throws `Unanswered` when `caFile` cannot be used.
 */
export function connectorFor(
  settings: Pick<ServerSettings, 'side' | 'url' | 'address' | 'caFile'>,
  limits: Pick<HttpLimits, 'connectTimeout'>,
): buildConnector.connector {
  const secureContext = settings.caFile ? trusting(settings.caFile, settings.side) : undefined;
  const home = withoutBrackets(settings.url.hostname);
  const connectors = new Map<string, buildConnector.connector>();

  const connectorTo = (name: string): buildConnector.connector => {
    const known = connectors.get(name);
    if (known) return known;
    const made = buildConnector({
      timeout: limits.connectTimeout,
      // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED=0 does not make every certificate good.
      rejectUnauthorized: true,
      // Without this, Node would check the certificate of an IP URL against `address`.
      checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
      ...(secureContext && { secureContext }),
    });
    connectors.set(name, made);
    return made;
  };

  return (options, callback) => {
    const name = withoutBrackets(options.hostname);
    const hostname = name === home && settings.address ? settings.address : name;
    const servername = isIP(name) ? undefined : name;
    connectorTo(name)({ ...options, hostname, servername }, callback);
  };
}

function trusting(caFile: string, side: string): SecureContext {
  const setting = `${side.toUpperCase()}_CA_FILE`;
  const fail = (problem: string, cause: unknown): Unanswered =>
    new Unanswered(`${setting}: ${caFile} ${problem}`, {
      asked: `read ${caFile}`,
      where: 'this machine',
      next: `Set ${setting} to a readable PEM file with one or more certificates.`,
      cause,
    });
  let own: string;
  try {
    own = readFileSync(caFile, 'utf8');
  } catch (cause) {
    throw fail('cannot be read', cause);
  }
  const certificates = own.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (!certificates) throw fail('holds no PEM certificate', undefined);
  try {
    for (const each of certificates) new X509Certificate(each);
    return createSecureContext({ ca: [...rootCertificates, ...extraCertificates(), ...certificates] });
  } catch (cause) {
    throw fail('holds a certificate that cannot be parsed', cause);
  }
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

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
