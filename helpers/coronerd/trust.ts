import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import { buildConnector } from 'undici';
import type { HttpLimits, ServerSettings } from '../settings/types.ts';
import { trusting } from '../trusted-certificates.ts';

/**
 * Opens the connections to the server: to `address` where it is set, while the certificate is checked against the
 * name in the URL; with the certificates of `caFile` trusted beside the usual ones. `isHere` tells which other names
 * are the same server's: they lead to where the name in the URL does. Throws `Unanswered` when `caFile` cannot be used.
 */
export function connectorFor(
  settings: Pick<ServerSettings, 'side' | 'url' | 'address' | 'caFile'>,
  limits: Pick<HttpLimits, 'connectTimeout'>,
  isHere: (hostname: string) => boolean = () => false,
): buildConnector.connector {
  const secureContext = settings.caFile
    ? trusting(settings.caFile, `${settings.side.toUpperCase()}_CA_FILE`)
    : undefined;
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
    const hostname = name === home || isHere(options.hostname) ? (settings.address ?? home) : name;
    const servername = isIP(name) ? undefined : name;
    connectorTo(name)({ ...options, hostname, servername }, callback);
  };
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
