import { isSecretField } from '../../inventory/secrets.ts';
import { excerpt, redactDeep } from '../../redact.ts';

/**
 * What the JSON of symbold may look like: no public source shows a reply (contract §7), so every spelling that is
 * understood stands in this folder's readers, and the forms of lists and names in this file.
 */
export type Fields = Record<string, unknown>;

/** Names under which a reply holds its list, or an object that holds it. */
const listNames = ['items', 'values', 'data', 'model', 'body', 'response', 'results', 'rows', 'result'];
const totalNames = ['total', 'totalcount', 'totalitems', 'totalelements'];
/** Objects within objects that are looked into: `{ success, body: { data: { items } } }`. */
const deepest = 3;

export interface FoundList {
  items: unknown[];
  /** How many there are on all pages, if told. */
  total: number | null;
}

/** The list in a reply: the reply itself, or below one of the usual names. Undefined where there is none. */
export function listIn(reply: unknown, depth = 0): FoundList | undefined {
  if (Array.isArray(reply)) return { items: reply, total: null };
  if (!isFields(reply) || depth >= deepest || flagIn(reply, ['success']) === false) return undefined;
  const total = numberIn(reply, totalNames);
  const count = numberIn(reply, ['count']);
  for (const name of listNames) {
    const inner = listIn(valueIn(reply, [name]), depth + 1);
    if (!inner) continue;
    // A count of exactly the rows that came may be that of this page.
    const counted = count !== null && count > inner.items.length ? count : null;
    return { items: inner.items, total: inner.total ?? total ?? counted };
  }
  return (total ?? count) === 0 && listNames.some((name) => valueIn(reply, [name]) === null)
    ? { items: [], total: 0 }
    : undefined;
}

/** The object in a reply that has one of these fields: the reply itself, or below one of the usual names. */
export function objectIn(reply: unknown, fields: readonly string[], depth = 0): Fields | undefined {
  if (!isFields(reply) || depth >= deepest) return undefined;
  if (valueIn(reply, fields) !== undefined) return reply;
  for (const name of listNames) {
    const inner = objectIn(valueIn(reply, [name]), fields, depth + 1);
    if (inner) return inner;
  }
  return undefined;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name as it is compared: `whiteList`, `white_list` and `WhiteList` are one. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The value of the first of these names (as `plainName` gives them) that the object has. */
export function valueIn(fields: Fields, names: readonly string[]): unknown {
  for (const name of names) {
    const key = Object.keys(fields).find((each) => plainName(each) === name);
    if (key !== undefined && fields[key] !== undefined) return fields[key];
  }
  return undefined;
}

export function textIn(fields: Fields, names: readonly string[]): string | null {
  const value = valueIn(fields, names);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberIn(fields: Fields, names: readonly string[]): number | null {
  return asNumber(valueIn(fields, names));
}

/** A number, also where it is sent as text. */
export function asNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}

/** A yes or no: boolean, 0/1, or the words; null where it is none of them. */
export function flagIn(fields: Fields, names: readonly string[]): boolean | null {
  for (const name of names) {
    const value = valueIn(fields, [name]);
    if (typeof value === 'boolean') return value;
    const word = String(value).toLowerCase();
    if (['1', 'true', 'yes', 'on'].includes(word)) return true;
    if (['0', 'false', 'no', 'off'].includes(word)) return false;
  }
  return null;
}

/** A time in Unix milliseconds: ISO, Unix seconds or milliseconds. A time without zone is taken as UTC. */
export function timeIn(fields: Fields, names: readonly string[]): number | null {
  const value = valueIn(fields, names);
  const number = asNumber(value);
  if (number !== null) return number > 1e11 ? number : number * 1000;
  if (typeof value !== 'string') return null;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value.replace(' ', 'T')}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? null : time;
}

/** The fields of a row with the kind of each, and the values of numbers, for a reader: no text of it, thus no secret. */
export function shapeOf(row: unknown): string {
  if (Array.isArray(row)) return `list of ${row.length}`;
  if (!isFields(row)) return typeof row === 'string' ? 'text' : String(row);
  const fields = Object.entries(row).map(([name, value]) => {
    return `${name}: ${isSecretField(name) ? 'hidden' : shapeOf(value)}`;
  });
  return `{ ${fields.join(', ')} }`;
}

/** A short piece of a reply that was not understood, without secrets. */
export function pieceOf(reply: unknown): string {
  return excerpt(JSON.stringify(redactDeep(reply)) ?? 'nothing', 200);
}
