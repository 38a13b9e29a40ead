import { createHmac } from 'node:crypto';

/** One usable line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHostLine {
  marker: 'revoked' | 'cert-authority' | null;
  patterns: string;
  type: string;
  key: Buffer;
}

/** The keys recorded for one host. */
export interface RecordedKeys {
  trusted: { type: string; key: Buffer }[];
  revoked: Buffer[];
}

/** The lines of a known_hosts file. Comments and lines that are not understood are passed over, as ssh does. */
export function parseKnownHosts(text: string): KnownHostLine[] {
  return text.split('\n').flatMap((raw): KnownHostLine[] => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return [];
    const words = line.split(/\s+/);
    const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
    const [patterns = '', type = '', base64 = ''] = words;
    const key = Buffer.from(base64, 'base64');
    if (type === '' || typeOf(key) !== type) return [];
    if (marker === undefined) return [{ marker: null, patterns, type, key }];
    if (marker === '@revoked') return [{ marker: 'revoked', patterns, type, key }];
    return marker === '@cert-authority' ? [{ marker: 'cert-authority', patterns, type, key }] : [];
  });
}

/**
 * The keys that the lines record for a host. A port other than 22 is looked for as `[host]:port`, and as the host alone
 * where there is no such line. Certificate authorities are left out: host certificates are not supported.
 */
export function recordedKeys(lines: readonly KnownHostLine[], host: string, port: number): RecordedKeys {
  const name = host.toLowerCase();
  const exact = keysFor(lines, port === 22 ? name : `[${name}]:${port}`);
  if (port === 22 || exact.trusted.length > 0) return exact;
  const plain = keysFor(lines, name);
  return { trusted: plain.trusted, revoked: [...exact.revoked, ...plain.revoked] };
}

/** The type that a public key names in its own first field, for example `ssh-ed25519`; empty if it is no key. */
export function typeOf(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  return length > 0 && key.length > 4 + length ? key.subarray(4, 4 + length).toString('latin1') : '';
}

function keysFor(lines: readonly KnownHostLine[], name: string): RecordedKeys {
  const matching = lines.filter(({ patterns }) => matches(patterns, name));
  return {
    trusted: matching.filter(({ marker }) => marker === null).map(({ type, key }) => ({ type, key })),
    revoked: matching.filter(({ marker }) => marker === 'revoked').map(({ key }) => key),
  };
}

function matches(patterns: string, name: string): boolean {
  const hashed = /^\|1\|([^|]+)\|([^|]+)$/.exec(patterns);
  if (hashed) {
    const [, salt = '', digest = ''] = hashed;
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === digest;
  }
  let found = false;
  for (const pattern of patterns.split(',')) {
    const negated = pattern.startsWith('!');
    if (!isLike(name.toLowerCase(), (negated ? pattern.slice(1) : pattern).toLowerCase())) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

/** Whether a name is like a pattern with `*` and `?`: a star takes as little as possible, and more where that fails. */
function isLike(name: string, pattern: string): boolean {
  let [at, next] = [0, 0];
  let star: { next: number; at: number } | undefined;
  while (at < name.length) {
    if (pattern[next] === '*') {
      star = { next, at };
      next += 1;
    } else if (pattern[next] === '?' || pattern[next] === name[at]) {
      next += 1;
      at += 1;
    } else if (star) {
      star.at += 1;
      at = star.at;
      next = star.next + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(next));
}
