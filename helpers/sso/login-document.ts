import type { ReadableServer } from '../coronerd/server.ts';
import type { Entry, Plain } from '../inventory/entry.ts';
import { isSecretField, withoutSecrets } from '../inventory/secrets.ts';
import { isAboutSso } from './sso-names.ts';

export const ssoDocumentType = 'login document';

/** Lists of what other steps compare, and what belongs to the session. */
const elsewhere = /^(users|universes|user|token|intercom|ephemeral|frontend_settings)$/;
const deepest = 5;

/**
 * What the login document tells of single sign-on, by the names of its fields. Ids and secrets in it are left out: they
 * belong to the server or to the session.
 */
export async function takeSso(server: Pick<ReadableServer, 'login'>): Promise<Entry[]> {
  const document = (await server.login()) as Record<string, unknown>;
  return fieldsAboutSso(document, [], 0).map(([key, value]) => ({
    type: ssoDocumentType,
    key,
    fields: { value: withoutSecrets(withoutIds(value)) },
  }));
}

function fieldsAboutSso(value: Record<string, unknown>, path: string[], depth: number): [string, Plain][] {
  return Object.entries(value).flatMap(([name, inner]): [string, Plain][] => {
    if (elsewhere.test(name) || isSecretField(name) || inner === undefined) return [];
    if (isAboutSso(name)) return [[[...path, name].join('.'), inner as Plain]];
    const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    return isObject && depth < deepest
      ? fieldsAboutSso(inner as Record<string, unknown>, [...path, name], depth + 1)
      : [];
  });
}

function withoutIds(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name]) => !/^(id|uid|pid|_.*)$/.test(name) && !isSecretField(name),
  );
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutIds(inner)]));
}
