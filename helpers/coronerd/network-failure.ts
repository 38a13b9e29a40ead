import type { HttpLimits } from '../settings/types.ts';
import { ReplyTooLarge, type SizeBound } from './pieces.ts';

/** What happened on the network, as the end of a sentence, and what to do next. */
export interface NetworkFailure {
  happened: string;
  next: string;
  /** The connection was there and broke: worth repeating where nothing is changed by it. */
  reset: boolean;
}

const untrusted = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
];

/** Explains an error of undici, a socket or TLS. `side` names the settings to look at. */
export function explainFailure(error: unknown, side: 'old' | 'new', limits: HttpLimits): NetworkFailure {
  const code = codeOf(error);
  const prefix = side.toUpperCase();
  const failure = (happened: string, next: string, reset = false): NetworkFailure => ({
    happened,
    next,
    reset,
  });

  if (error instanceof ReplyTooLarge) return tooLarge(error.bound);
  if (untrusted.includes(code)) {
    return failure(
      `the certificate is not trusted (${code}: self-signed, from an unknown authority, or sent without its intermediate certificates)`,
      `Have the server send its whole chain, or name the authority's certificate in ${prefix}_CA_FILE.`,
    );
  }
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return failure(
        `the certificate was issued for another name (${messageOf(error)})`,
        `Install a certificate for the name in ${prefix}_URL, or correct ${prefix}_URL.`,
      );
    case 'CERT_HAS_EXPIRED':
      return failure(
        'the certificate, or one in its chain, has expired',
        'Renew the certificate on the server.',
      );
    case 'CERT_NOT_YET_VALID':
      return failure(
        'the certificate is not valid yet',
        'Compare the clocks of both machines, and the certificate.',
      );
    case 'ECONNREFUSED':
      return failure(
        'the connection was refused: nothing listens there',
        'Check that the service runs, and its port.',
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return failure(
        `the name could not be resolved (${code})`,
        `Check ${prefix}_URL and DNS; set ${prefix}_ADDRESS to verify before DNS is switched.`,
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return failure(`the network has no way there (${code})`, 'Check routing and VPN of this machine.');
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return failure(
        `no connection within ${limits.connectTimeout} ms: packets are probably dropped by a firewall`,
        'Check the firewall between this machine and the server.',
      );
    case 'UND_ERR_HEADERS_TIMEOUT':
      return failure(
        `no reply began within ${limits.headersTimeout} ms`,
        'Look at the load and the log of the server.',
      );
    case 'UND_ERR_BODY_TIMEOUT':
      return failure(
        `the reply began and then paused for more than ${limits.bodyTimeout} ms`,
        'Look at the load and the log of the server.',
      );
    case 'TimeoutError':
      return failure(
        `the reply was not complete within ${limits.totalTimeout} ms`,
        'Look at the load and the log of the server.',
      );
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return tooLarge({ bytes: limits.maxReplyBytes, setting: 'HTTP_MAX_REPLY_MEGABYTES' });
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return failure(
        'the connection broke before the reply was complete',
        'Look at the log of the server and of any proxy before it.',
        true,
      );
    default:
      return otherwise(code, error, prefix);
  }
}

function tooLarge({ bytes, setting }: SizeBound): NetworkFailure {
  return {
    happened: `the reply is larger than ${bytes} bytes`,
    next: `Check what answers there; if this is right, raise ${setting}.`,
    reset: false,
  };
}

function otherwise(code: string, error: unknown, prefix: string): NetworkFailure {
  const reset = false;
  if (code.startsWith('HPE_')) {
    return {
      happened: `what answers there does not speak HTTP (${code})`,
      next: `Check the port and scheme in ${prefix}_URL.`,
      reset,
    };
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return {
      happened: `the TLS handshake failed (${messageOf(error)})`,
      next: `Check whether that port speaks TLS, and with which versions; correct ${prefix}_URL if it does not.`,
      reset,
    };
  }
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI')) {
    return {
      happened: `the compressed reply cannot be unpacked (${code})`,
      next: 'Check any proxy before the server.',
      reset,
    };
  }
  return {
    happened: `${messageOf(error)}${code ? ` (${code})` : ''}`,
    next: 'Check the server and the network.',
    reset,
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name === 'TimeoutError') return 'TimeoutError';
  if (error.name === 'HTTPParserError') return 'HPE_UNEXPECTED';
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error.cause === undefined ? '' : codeOf(error.cause);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
