import type { BpgRow, BpgSchema } from '../coronerd/bpg.ts';
import type { SamlConf } from '../host/parse/saml-conf.ts';
import { parsedJson } from '../inventory/parsed-json.ts';
import { isAboutSso } from './sso-names.ts';

/** A host that the configuration of single sign-on gives to the server itself. */
export interface SsoHost {
  host: string;
  /** Where it stands, for example `saml row 1: callback_url`. */
  source: string;
  /** `callback` = browsers are sent there after a login; `entity id` = it only identifies the server. */
  kind: 'callback' | 'entity id';
}

/** One value with the names that lead to it. */
interface Leaf {
  path: string[];
  value: string;
  source: string;
}

/** No public source names a field (contract §12): these are the words of SAML and of the libraries that speak it. */
const callback = /call_?back|assertion_?consumer|(?:^|_)acs(?:_?url|_|$)/;
const entityId = /(?:^|_)entity_?id$|^(?:sp_)?issuer$|^audience$/;
const identityProvider = /(?:^|_)idp(?:_|$)|identity_provider/;

/** Types of the configuration database that are about single sign-on, or have a field about it. */
export function ssoTypes(schema: BpgSchema): string[] {
  return Object.entries(schema)
    .filter(([type, fields]) => [type, ...Object.keys(fields)].some(isAboutSso))
    .map(([type]) => type)
    .sort();
}

/** Hosts in rows of one of these types; a row that is switched off or deleted names none. */
export function ssoHostsInRows(type: string, rows: readonly BpgRow[]): SsoHost[] {
  return rows.flatMap((row, index) => {
    const off = [row.enabled, row.active].some((value) => value === 0 || value === false);
    if (off || row.deleted === 1 || row.deleted === true) return [];
    const fields = Object.entries(row).filter(
      ([name]) => !name.startsWith('__') && (isAboutSso(type) || isAboutSso(name)),
    );
    return ssoHosts(
      fields.flatMap(([name, value]) => leavesIn(value, [name], `${type} row ${index + 1}: ${name}`)),
    );
  });
}

/** Hosts in saml.json. */
export function ssoHostsInFile({ settings }: SamlConf): SsoHost[] {
  return ssoHosts(
    settings.map(({ key, value }) => ({ path: key.split('/'), value, source: `saml.json ${key}` })),
  );
}

/** Never one of the identity provider's: its fields are passed over, and its hosts are no entity id of the server. */
function ssoHosts(leaves: readonly Leaf[]): SsoHost[] {
  const [theirs, ours] = [new Set<string>(), [] as SsoHost[]];
  for (const { path, value, source } of leaves) {
    const names = path.map(snake).filter((name) => !/^\d+$/.test(name));
    const field = names.at(-1) ?? '';
    const host = hostIn(value);
    if (host === undefined) continue;
    const isTheirs = names.some((name) => !name.includes('.') && identityProvider.test(name));
    if (!isTheirs && callback.test(field)) ours.push({ host, source, kind: 'callback' });
    else if (!isTheirs && entityId.test(field)) ours.push({ host, source, kind: 'entity id' });
    else theirs.add(host);
  }
  return ours.filter(({ host, kind }) => kind === 'callback' || !theirs.has(host));
}

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
}

/** Of a URL, or of what begins with a name that has dots; a URN has none. */
function hostIn(value: string): string | undefined {
  if (/^https?:\/\//i.test(value)) return URL.canParse(value) ? new URL(value).hostname : undefined;
  return /^([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)(?::\d+)?(?:\/|$)/i.exec(value)?.[1];
}

function leavesIn(value: unknown, path: string[], source: string): Leaf[] {
  if (typeof value === 'string') {
    const inner = parsedJson(value);
    return inner === undefined ? [{ path, value, source }] : leavesIn(inner, path, source);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => leavesIn(inner, [...path, name], source));
}
