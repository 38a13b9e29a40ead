import { createHash, X509Certificate } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import { explainFailure } from '../coronerd/network-failure.ts';
import { whereOf } from '../coronerd/transport.ts';
import { connectorFor } from '../coronerd/trust.ts';
import type { HttpLimits, ServerSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';

/**
 * Chromium has no option that adds a certificate authority. So this process makes the connection first, and checks
 * chain, names and dates with the authorities of NEW_CA_FILE, as for every other request; what Chromium is then told to
 * take for good is the one public key that was found good, not any certificate. Gives the SHA-256 of that key (SPKI,
 * base64), or undefined for a URL without TLS. Throws `Unanswered` where no good certificate is shown.
 */
export async function provenKey(
  url: URL,
  settings: ServerSettings,
  limits: HttpLimits,
): Promise<string | undefined> {
  if (url.protocol !== 'https:') return undefined;
  const connect = connectorFor(settings, limits);
  const target = {
    hostname: url.hostname,
    host: url.host,
    protocol: url.protocol,
    port: url.port || '443',
  };
  return new Promise((resolve, reject) => {
    connect(target, (error, socket) => {
      if (error) return reject(untrusted(error, url, settings, limits));
      const key = socket instanceof TLSSocket ? keyOf(socket) : undefined;
      socket.destroy();
      resolve(key);
    });
  });
}

function keyOf(socket: TLSSocket): string {
  const { publicKey } = new X509Certificate(socket.getPeerCertificate().raw);
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}

function untrusted(error: Error, url: URL, settings: ServerSettings, limits: HttpLimits): Unanswered {
  const { happened, next } = explainFailure(error, settings.side, limits);
  const where = whereOf(url, settings);
  return new Unanswered(`the browser cannot open ${where}: ${happened}. ${next}`, {
    asked: 'a TLS connection',
    where,
    next,
    cause: error,
  });
}
