import { isIP } from 'node:net';
import { plainName } from '../host/parse/host-names-in.ts';

/** What is looked for, to find what still names the old host. */
export interface OldNames {
  /** Lower case; without dots only where it is the host's own short name. */
  names: string[];
  /** Names and addresses that the new server has as well, which therefore tell nothing. */
  shared: string[];
  /** What belongs to the new server. */
  own: string[];
}

/** What is known of the names and addresses of one machine. */
export interface KnownNames {
  /** With or without a port, as URLs and the server have them. */
  hosts: readonly (string | undefined)[];
  /** The machine's own name; its first part counts, too. */
  hostname?: string | undefined;
  addresses?: readonly string[] | undefined;
}

/** The names and addresses of the old machine that the new one has not. */
export function oldNames(old: KnownNames, fresh: KnownNames): OldNames {
  const [before, own] = [allOf(old), allOf(fresh)];
  return {
    names: before.filter((name) => !own.includes(name)),
    shared: before.filter((name) => own.includes(name)),
    own,
  };
}

/**
 * Whether a whole name means the old host: one of its names, or a tenant's name below one of them. Where one server's name
 * is below the other's, the longer one tells.
 */
export function namesOldHost(name: string, { names, own }: Pick<OldNames, 'names' | 'own'>): boolean {
  const plain = plainName(name);
  const isOrBelow = (host: string) =>
    plain === host || (host.includes('.') && isIP(host) === 0 && plain.endsWith(`.${host}`));
  const longest = (hosts: readonly string[]) =>
    Math.max(0, ...hosts.filter(isOrBelow).map((host) => host.length));
  return longest(names) > longest(own);
}

function allOf({ hosts, hostname, addresses = [] }: KnownNames): string[] {
  const short = hostname?.split('.')[0];
  const names = [...hosts.map((host) => host && withoutPort(host)), hostname, short, ...addresses]
    .filter((name) => name !== undefined && name !== '')
    .map((name) => plainName(String(name)));
  return [...new Set(names)].filter((name) => !isLoopback(name));
}

function withoutPort(host: string): string {
  return isIP(host) === 6 ? host : host.replace(/:\d+$/, '');
}

function isLoopback(name: string): boolean {
  return /^(?:localhost(?:\.localdomain)?|ip6-localhost|127\.\d+\.\d+\.\d+|::1?|0\.0\.0\.0)$/.test(name);
}
