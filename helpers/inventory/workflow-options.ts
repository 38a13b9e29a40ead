import { redactShapes } from '../redact.ts';
import type { Plain } from './entry.ts';
import { digestOf, isSecretField } from './secrets.ts';

/** Stands for a secret that is there: whether a server masks its secrets is unknown, so values say nothing. */
const present = '(set)';

/** Fields that are called a key and name something: a project of a tracker, for example. */
const namingKeys = /^(project|issue|board|space|custom-?field|sort|primary)[-_]?keys?$/i;

/** So long a word in the path of a URL may be a password. */
const longOpaque = /[\w-]{16,}/;

/**
 * Options of a connection or integration without secrets: what has the name of a secret is only told to be there, what
 * has the shape of one is a digest. Of a URL, origin and path are kept where they hold nothing opaque: the URLs of many
 * messengers are passwords themselves. Empty values are left out.
 */
export function withoutOptionSecrets(value: unknown, field = ''): Plain | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'boolean') return value;
  if (isSecret(field)) return isEmpty(value) ? undefined : present;
  if (typeof value === 'string') return plainText(value);
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.flatMap((each) => withoutOptionSecrets(each) ?? []);
  if (typeof value !== 'object') return undefined;
  const named = 'name' in value && typeof value.name === 'string' ? value.name : undefined;
  const fields = Object.entries(value).flatMap(([name, inner]): [string, Plain][] => {
    // { name: 'Authorization', value: … } says in `name` what `value` is.
    const kind = name === 'value' && named !== undefined && isSecret(named) ? 'secret' : name;
    const plain = withoutOptionSecrets(inner, kind);
    return plain === undefined ? [] : [[name, plain]];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function plainText(text: string): Plain {
  if (!URL.canParse(text) || !/^https?:/i.test(text))
    return redactShapes(text) === text ? text : digestOf(text);
  const url = new URL(text);
  const opaque = url.search !== '' || url.username !== '' || url.password !== '';
  const path = opaque || longOpaque.test(url.pathname) ? `/${digestOf(text)}` : url.pathname;
  return url.origin + path;
}

/** A field or header, by its name. */
function isSecret(name: string): boolean {
  if (namingKeys.test(name)) return false;
  return isSecretField(name) || /^(proxy-)?authorization$|cookie$/i.test(name);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
