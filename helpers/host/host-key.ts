import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { withoutTrailing } from '../trailing.ts';
import { Unanswered } from '../unanswered.ts';
import { parseKnownHosts, recordedKeys, typeOf } from './known-hosts.ts';

/** Which host key is expected of a host. */
export interface KeyPolicy {
  /** What to ask the host for, so that it shows a key of a recorded type; undefined = any. */
  algorithms: ServerHostKeyAlgorithm[] | undefined;
  /** Why this key is refused, and what to do next; undefined = it is the host's. */
  refusal: (key: Buffer) => { message: string; next: string } | undefined;
}

/** Where the host keys are known from. */
export interface KeySource {
  /** Pinned key, `SHA256:…`; then no file is read. */
  hostKey?: string;
  /** The only file to read; without it, those of ssh. */
  knownHosts?: string;
}

const algorithmsOf: Record<string, ServerHostKeyAlgorithm[]> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
};
const usualFiles = [join(homedir(), '.ssh/known_hosts'), '/etc/ssh/ssh_known_hosts'];

/** The policy for a host and port. Strict: a key that is not known is refused. Throws Unanswered if a file is unreadable. */
export function keyPolicyFor(host: string, port: number, source: KeySource): KeyPolicy {
  return source.hostKey === undefined
    ? recordedPolicy(host, port, source.knownHosts)
    : pinnedPolicy(source.hostKey);
}

/** As `ssh-keygen -l` shows a key: `SHA256:` and base64 without padding. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${withoutTrailing(createHash('sha256').update(key).digest('base64'), '=')}`;
}

function pinnedPolicy(pinned: string): KeyPolicy {
  const expected = withoutTrailing(pinned, '=');
  return {
    algorithms: undefined,
    refusal: (key) =>
      fingerprintOf(key) === expected
        ? undefined
        : {
            message: `expected the host key ${expected}, received the ${typeOf(key)} key ${fingerprintOf(key)}`,
            next: `If that is the key \`ssh-keygen -lf /etc/ssh/ssh_host_${shortType(key)}_key.pub\` shows on the host itself, put it into …_SSH_HOST_KEY; otherwise find out who answers.`,
          },
  };
}

function recordedPolicy(host: string, port: number, file: string | undefined): KeyPolicy {
  const files = file === undefined ? usualFiles : [file];
  const lines = files.flatMap((path) => parseKnownHosts(contentOf(path, file !== undefined, host)));
  const { trusted, revoked } = recordedKeys(lines, host, port);
  const wanted = new Set(trusted.flatMap(({ type }) => algorithmsOf[type] ?? []));
  const where = files.join(' and ');
  const name = port === 22 ? host : `[${host}]:${port}`;
  return {
    algorithms: wanted.size > 0 ? [...wanted] : undefined,
    refusal: (key) => {
      const shown = `${typeOf(key)} key ${fingerprintOf(key)}`;
      if (revoked.some((bad) => bad.equals(key)))
        return {
          message: `it shows the ${shown}, which ${where} marks as revoked`,
          next: 'Find out who answers there.',
        };
      if (trusted.some((good) => good.key.equals(key))) return undefined;
      const recorded = trusted
        .filter(({ type }) => type === typeOf(key))
        .map((good) => fingerprintOf(good.key));
      if (recorded.length > 0)
        return {
          message: `its host key has changed: expected ${recorded.join(' or ')} from ${where}, received the ${shown}`,
          next: `If the machine is meant to have a new key, remove the old one with \`ssh-keygen -R '${name}'\` and add the new one; otherwise find out who answers.`,
        };
      return {
        message: `its host key is not known: ${where} has none for ${name}, received the ${shown}`,
        next: `Compare that with \`ssh-keygen -lf /etc/ssh/ssh_host_${shortType(key)}_key.pub\` on the host itself, then put it into …_SSH_HOST_KEY, or the line of \`ssh-keyscan -p ${port} ${host}\` into the file.`,
      };
    },
  };
}

/** Only a usual file may be missing; nothing may be there and unreadable, for it could hold a revoked key. */
function contentOf(path: string, required: boolean, host: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    if (code === 'ENOENT' && !required) return '';
    throw new Unanswered(`${host}: the known hosts in ${path} cannot be read (${code})`, {
      asked: 'host key',
      where: host,
      next: `Make ${path} readable, or name another file in …_SSH_KNOWN_HOSTS.`,
      cause,
    });
  }
}

function shortType(key: Buffer): string {
  return { 'ssh-ed25519': 'ed25519', 'ssh-rsa': 'rsa' }[typeOf(key)] ?? 'ecdsa';
}
