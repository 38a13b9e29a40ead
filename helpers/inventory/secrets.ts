import { createHash } from 'node:crypto';
import { redactShapes } from '../redact.ts';
import { canonical, type Plain } from './entry.ts';

const secretField =
  /(?:^|[^a-z])(?:tokens?|keys?|pass|pwd|secrets?|credentials?)$|(?:passwords?|passwd|passphrases?|secrets?|tokens?|credentials?|(?:private|public|api|access|secret|signing|encryption|shared|auth)[-_ ]?keys?)$/i;
const camelKey = /[a-z]Keys?$/;

/** Types whose `id` is the secret itself. */
const secretIds = new Set(['token', 'api_token']);

/** Whether the values of a field of this name are never held, only their digests. */
export function isSecretField(name: string, type?: string): boolean {
  return (
    (name === 'id' && type !== undefined && secretIds.has(type)) ||
    secretField.test(name) ||
    camelKey.test(name)
  );
}

/** `sha256:` and 64 hex digits: tells whether two secrets are equal and nothing else. */
export function digestOf(secret: Plain): string {
  const text = typeof secret === 'string' ? secret : canonical(secret);
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/**
 * The value with every secret in it replaced by its digest: by the name of its field, by the name beside it where a
 * setting is stored as name and value, and by its shape. What is empty stays as it is.
 */
export function withoutSecrets(value: Plain, field = '', type?: string): Plain {
  if (value === null || value === '' || typeof value === 'boolean') return value;
  if (isSecretField(field, type) && !isEmpty(value)) return digestOf(value);
  if (typeof value === 'string') return withoutSecretShapes(value);
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const setting = name === 'value' ? settingName(value) : undefined;
      return [name, withoutSecrets(inner, setting ?? name, type)];
    }),
  );
}

/** `{ name: 'smtp.password', value: … }` says in `name` what `value` is. */
function settingName(object: Record<string, Plain>): string | undefined {
  const { name } = object;
  return typeof name === 'string' && isSecretField(name) ? name : undefined;
}

function withoutSecretShapes(text: string): string {
  const before = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*:/i.exec(text)?.[0];
  if (before !== undefined && !/\s/.test(text)) {
    const [rest = ''] = text.slice(before.length).split(/[/?#]/, 1);
    const at = rest.lastIndexOf('@');
    if (at !== -1) return `${before}${digestOf(rest.slice(0, at))}${text.slice(before.length + at)}`;
  }
  return redactShapes(text) === text ? text : digestOf(text);
}

function isEmpty(value: Plain): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
