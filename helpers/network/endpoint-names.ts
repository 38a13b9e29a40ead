import { isIP } from 'node:net';
import type { LoginDocument } from '../coronerd/documents.ts';
import type { SsoHost } from '../sso/sso-hosts.ts';

/** A name under which the server, or a part of it, is reached. */
export interface EndpointName {
  name: string;
  /** Where it stands, for example `dns_name of listener http/console`. */
  sources: string[];
  /** It must lead to the server itself; else it may be another machine's. */
  own: boolean;
  /** It only identifies the server, and need not be in DNS. */
  identifier?: true;
}

/** What the names are read from. */
export interface NameSources {
  url: URL;
  rows: readonly Record<string, unknown>[];
  document: Pick<LoginDocument, 'universes' | 'tenant_separator'>;
  /** Hosts that coronerd.conf names, where it was read. */
  confHosts?: readonly { key: string; host: string }[];
  /** Hosts of single sign-on; `here` = its service is on this machine, so that callbacks lead to it. */
  sso?: { hosts: readonly SsoHost[]; here: boolean };
}

/** Every name of the endpoints, once, lower case; IP addresses and names that only this machine knows are left out. */
export function endpointNames({ url, rows, document, confHosts = [], sso }: NameSources): EndpointName[] {
  const found = new Map<string, EndpointName>();
  const add = (given: string, source: string, own: boolean, identifier = false) => {
    const name = given.toLowerCase().replace(/\.$/, '');
    if (!isPublicName(name)) return;
    const known = found.get(name) ?? { name, sources: [], own: false, ...(identifier && { identifier }) };
    known.sources.push(source);
    known.own ||= own;
    if (!identifier) delete known.identifier;
    found.set(name, known);
  };
  add(url.hostname, 'console URL', true);
  for (const row of rows) {
    if (typeof row.dns_name === 'string') add(row.dns_name, `dns_name of listener ${row.type}`, true);
  }
  for (const { name, universe } of tenantNames([...found.keys()], document)) {
    add(name, `universe ${universe}`, true);
  }
  for (const { key, host } of confHosts) if (isSingleSignOn(key)) add(host, `coronerd.conf ${key}`, false);
  for (const { host, source, kind } of sso?.hosts ?? []) {
    if (kind === 'callback') add(host, source, sso?.here ?? false);
    else add(host, source, false, true);
  }
  return [...found.values()];
}

/** The names that clients may use on one port: all of the console's, and those of the listeners that have it. */
export function namesOnPort(port: number, sources: NameSources): string[] {
  const rows = sources.rows.filter(
    (row) => row.type === 'http/console' || Object.values(row).some((value) => Number(value) === port),
  );
  const names = endpointNames({ url: sources.url, document: sources.document, rows }).map(({ name }) => name);
  const host = sources.url.hostname.replace(/^\[(.*)\]$/, '$1');
  // A name without dots is none of DNS, and still the one that clients check.
  return isIP(host) && names.length > 0 ? names : [...new Set([host, ...names])];
}

/**
 * The names of the other universes, where one of the names begins with a universe and the separator: the rest is common
 * to all of them (contract §2.2). Elsewhere universes have no names of their own.
 */
export function tenantNames(
  names: readonly string[],
  { universes, tenant_separator: separator }: NameSources['document'],
): { name: string; universe: string }[] {
  const all = Object.keys(universes).map((universe) => universe.toLowerCase());
  if (!separator) return [];
  return names.flatMap((name) => {
    const own = all.find((universe) => name.startsWith(`${universe}${separator}`));
    if (own === undefined) return [];
    const rest = name.slice(own.length);
    return all.filter(isLabel).map((universe) => ({ name: `${universe}${rest}`, universe }));
  });
}

function isLabel(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

function isPublicName(name: string): boolean {
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 && name.includes('.') && name !== 'localhost' && !name.endsWith('.localhost');
}

/** Keys of coronerd.conf that name the host of the SSO service (docs name `saml.provider`). */
function isSingleSignOn(key: string): boolean {
  return /(?:^|\.)(?:saml|sso)\./.test(key);
}
