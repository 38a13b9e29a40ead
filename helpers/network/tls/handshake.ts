import { connect as connectTcp } from 'node:net';
import {
  type ConnectionOptions,
  connect as connectTls,
  type SecureContext,
  type SecureVersion,
  type TLSSocket,
} from 'node:tls';
import { type Answered, certificatesIn, kindOfReply } from './certificate-message.ts';
import { Overheard } from './overheard.ts';

/** Where to try, and for how long. */
export interface Target {
  host: string;
  port: number;
  /** For one handshake, ms. */
  timeout: number;
}

/** What a client says in its hello, and what it trusts. */
export interface Hello {
  /** Server Name Indication; none for an IP address. */
  servername?: string;
  /** Also what is no longer thought safe, as far as this machine's OpenSSL can speak it. */
  anything?: boolean;
  minVersion?: SecureVersion;
  maxVersion?: SecureVersion;
  /** An OpenSSL cipher list. */
  ciphers?: string;
  /** What is trusted; versions and ciphers are then those of the context. */
  secureContext?: SecureContext;
}

/** How a handshake went. */
export type Handshake =
  | {
      ended: 'done';
      version: string;
      cipher: string;
      /** As sent, DER; where the wire does not show it (TLS 1.3) what Node hands out, and `inOrder` is false. */
      chain: Buffer[];
      inOrder: boolean;
      /** What OpenSSL holds against the chain, for example `CERT_HAS_EXPIRED`; null when it is trusted. Names are not judged. */
      verdict: string | null;
    }
  /** There was no agreement. `reply` = by its first bytes; `hello` = the server agreed to version and cipher before it failed. */
  | { ended: 'refused'; reply: Answered; hello: boolean; why: string; code: string }
  /** This machine's OpenSSL cannot try it. */
  | { ended: 'untried'; why: string }
  /** Whether it would is not known: no connection, or silence. */
  | { ended: 'unanswered'; kind: 'refused' | 'filtered' | 'silent' | 'no way'; why: string };

/** Errors of OpenSSL about what it was told to try, before the server said anything. */
const ownErrors =
  /NO_PROTOCOLS_AVAILABLE|NO_CIPHERS_AVAILABLE|NO_CIPHER_MATCH|INVALID_PROTOCOL_VERSION|UNKNOWN_CIPHER/;

/**
 * One TLS handshake, to look and nothing else: no certificate is refused, and nothing is sent over the connection.
 * Never throws for what the network or the server does.
 */
export function handshake({ host, port, timeout }: Target, hello: Hello): Promise<Handshake> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, noDelay: true });
    const wire = new Overheard(socket);
    let secure: TLSSocket | undefined;
    let connected = false;
    const finish = (result: Handshake) => {
      clearTimeout(timer);
      secure?.destroy();
      wire.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => finish(tooSlow(connected, wire.heard, timeout)), timeout);
    const failed = (error: Error) => finish(failure(error, connected, wire.heard));
    // What the TLS socket does not hear of any more must not end the process.
    wire.on('error', failed);
    socket.once('connect', () => {
      connected = true;
      try {
        secure = connectTls({ ...options(hello), socket: wire });
      } catch (error) {
        finish(failure(error instanceof Error ? error : new Error(String(error)), true, wire.heard));
        return;
      }
      const tls = secure;
      tls.on('error', failed);
      tls.once('secureConnect', () => finish(done(tls, wire.heard)));
      tls.once('close', () => failed(new Error('the connection was closed')));
    });
  });
}

function options({ anything, ciphers, servername, ...hello }: Hello): ConnectionOptions {
  const list = ciphers ?? (anything ? 'ALL:COMPLEMENTOFALL' : undefined);
  return {
    ...hello,
    ...(servername ? { servername } : {}),
    ...(anything ? { minVersion: hello.minVersion ?? 'TLSv1' } : {}),
    // OpenSSL itself refuses TLS 1.0 and 1.1 and small keys at its usual security level.
    ...(list ? { ciphers: anything ? `${list}:@SECLEVEL=0` : list } : {}),
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  };
}

function done(socket: TLSSocket, heard: Buffer): Handshake {
  const sent = certificatesIn(heard);
  return {
    ended: 'done',
    version: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().name,
    chain: sent ?? handedOut(socket),
    inOrder: sent !== undefined,
    verdict: socket.authorized ? null : textOf(socket.authorizationError),
  };
}

/** Node links each certificate to its issuer, and takes issuers out of `ca` where they were not sent: ask without `ca`. */
function handedOut(socket: TLSSocket): Buffer[] {
  const found: Buffer[] = [];
  let next = socket.getPeerCertificate(true);
  while (next?.raw && !found.some((each) => each.equals(next.raw)) && found.length < 20) {
    found.push(next.raw);
    next = next.issuerCertificate;
  }
  return found;
}

function tooSlow(connected: boolean, heard: Buffer, timeout: number): Handshake {
  if (!connected) return { ended: 'unanswered', kind: 'filtered', why: `no connection within ${timeout} ms` };
  if (heard.length > 0 && kindOfReply(heard) !== 'tls')
    return {
      ended: 'refused',
      reply: kindOfReply(heard),
      hello: false,
      why: 'it does not speak TLS',
      code: '',
    };
  const why = heard.length > 0 ? 'the handshake was not done' : 'it accepts connections and says nothing';
  return { ended: 'unanswered', kind: 'silent', why: `${why} within ${timeout} ms` };
}

function failure(error: Error, connected: boolean, heard: Buffer): Handshake {
  const code = 'code' in error ? String(error.code) : '';
  const why = reasonIn(error.message);
  if (!connected) return noConnection(code, why);
  if (heard.length === 0 && (ownErrors.test(code) || /UNSUPPORTED_PROTOCOL/.test(code)))
    return { ended: 'untried', why: `this machine's OpenSSL cannot speak it (${code})` };
  const hello = heard[0] === 0x16 && !/UNSUPPORTED_PROTOCOL|WRONG_SSL_VERSION|VERSION_TOO_LOW/.test(code);
  return { ended: 'refused', reply: kindOfReply(heard), hello, why, code };
}

/** OpenSSL's own words, without addresses and file names. */
function reasonIn(message: string): string {
  return /SSL routines:[^:]*:([^:\n]+)/.exec(message)?.[1] ?? message.split('\n')[0] ?? '';
}

function noConnection(code: string, why: string): Handshake {
  if (code === 'ECONNREFUSED')
    return { ended: 'unanswered', kind: 'refused', why: 'nothing listens there (refused)' };
  if (code === 'ETIMEDOUT') return { ended: 'unanswered', kind: 'filtered', why: 'no connection' };
  return { ended: 'unanswered', kind: 'no way', why };
}

function textOf(value: unknown): string {
  return value instanceof Error ? value.message : String(value);
}
