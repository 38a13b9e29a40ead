import type { BpgRow, BpgSchema } from '../coronerd/bpg.ts';
import { type Entry, type Plain, quoted } from './entry.ts';
import { normaliseDocument } from './known-documents.ts';
import { isServerLocalId, naturalKeyOf, referenceOf } from './natural-keys.ts';
import { isSecretField, withoutSecrets } from './secrets.ts';
import { isServerLocalField, isServerLocalRow, isServerLocalType } from './server-local.ts';

/**
 * Rows of the configuration database as entries without server-local numbers and without secrets (contract §12): a
 * reference becomes the natural key of what it refers to, `dangling <type> #<id>` where that is not there.
 */
export function entriesOf(rows: ReadonlyMap<string, readonly BpgRow[]>, schema: BpgSchema): Entry[] {
  const names = naming(rows, schema);
  const entries: Entry[] = [];
  for (const [type, all] of rows) {
    if (isServerLocalType(type)) continue;
    for (const row of all) {
      if (isServerLocalRow(type, row)) continue;
      entries.push({ type, key: names.keyOf(type, row), fields: fieldsOf(type, row, schema, names) });
    }
  }
  return entries;
}

interface Names {
  keyOf(type: string, row: BpgRow): string;
  /** The natural key of what a reference refers to. */
  referred(to: readonly [type: string, field: string], id: unknown): string;
}

function naming(rows: ReadonlyMap<string, readonly BpgRow[]>, schema: BpgSchema): Names {
  const indices = new Map<string, Map<string, BpgRow>>();
  const keys = new Map<BpgRow, string>();
  const underway = new Set<BpgRow>();

  const indexOf = (type: string, field: string): Map<string, BpgRow> => {
    const name = `${type}.${field}`;
    const known = indices.get(name);
    if (known) return known;
    const made = new Map((rows.get(type) ?? []).map((row) => [String(row[field]), row]));
    indices.set(name, made);
    return made;
  };

  const names: Names = {
    keyOf(type, row) {
      const known = keys.get(row);
      if (known !== undefined) return known;
      // Rows that refer to each other in a circle cannot all be named by each other.
      if (underway.has(row)) return `${type} in a circle`;
      underway.add(row);
      const key = keyFieldsOf(type, row, schema)
        .map((field) => nameOf(type, field, row, schema, names))
        .join('/');
      underway.delete(row);
      keys.set(row, key);
      return key;
    },
    referred([type, field], id) {
      if (!rows.has(type)) return `one of ${type}, which could not be read`;
      const row = indexOf(type, field).get(String(id));
      return row ? names.keyOf(type, row) : `dangling ${type} #${id}`;
    },
  };
  return names;
}

function keyFieldsOf(type: string, row: BpgRow, schema: BpgSchema): readonly string[] {
  const natural = naturalKeyOf(type, schema);
  if (natural) return natural;
  return Object.keys(schema[type] ?? {})
    .sort()
    .filter(
      (field) =>
        isCompared(type, field, schema) &&
        (schema[type]?.[field]?.type === 'text' || referenceOf(type, field, schema)) &&
        typeof parsed(row[field]) !== 'object',
    );
}

function nameOf(type: string, field: string, row: BpgRow, schema: BpgSchema, names: Names): string {
  const value = fieldOf(type, field, row, schema, names);
  if (typeof value !== 'string') return JSON.stringify(value ?? null);
  // A reference is a key already.
  return referenceOf(type, field, schema) ? value : quoted(value);
}

function fieldsOf(type: string, row: BpgRow, schema: BpgSchema, names: Names): Record<string, Plain> {
  const fields = Object.keys(row)
    .filter((field) => isCompared(type, field, schema))
    .map((field): [string, Plain | undefined] => [field, fieldOf(type, field, row, schema, names)])
    .filter((each): each is [string, Plain] => each[1] !== undefined && each[1] !== null);
  return Object.fromEntries(fields);
}

function isCompared(type: string, field: string, schema: BpgSchema): boolean {
  return (
    !field.startsWith('__') &&
    schema[type]?.[field]?.type !== 'blob' &&
    !isServerLocalField(type, field) &&
    (!isServerLocalId(type, field, schema) || isSecretField(field, type))
  );
}

function fieldOf(
  type: string,
  field: string,
  row: BpgRow,
  schema: BpgSchema,
  names: Names,
): Plain | undefined {
  const value = row[field];
  if (value === undefined || value === null) return undefined;
  const reference = referenceOf(type, field, schema);
  if (reference) return names.referred(reference, value);
  if (schema[type]?.[field]?.type === 'integer' && typeof value === 'string' && /^-?\d+$/.test(value)) {
    return withoutSecrets(Number(value), field, type);
  }
  const named =
    field === 'value' && typeof row.name === 'string' && isSecretField(row.name) ? row.name : field;
  if (isSecretField(named, type)) return withoutSecrets(plain(value), named, type);
  return withoutSecrets(normaliseDocument(type, field, parsed(value)), named, type);
}

/** Text that is a JSON object or list, parsed; anything else as it is. */
function parsed(value: unknown): Plain {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return plain(value);
  try {
    return JSON.parse(value) as Plain;
  } catch {
    return value;
  }
}

function plain(value: unknown): Plain {
  return value === undefined ? null : (value as Plain);
}
