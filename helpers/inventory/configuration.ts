import type { BpgRow } from '../coronerd/bpg.ts';
import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import type { Entry } from './entry.ts';
import { entriesOf } from './rows.ts';
import { serverLocal } from './server-local.ts';
import { withinUniverse } from './within-universe.ts';

/** The configuration database of one server, as plain comparable data. */
export interface Configuration {
  /** Types and the names of their fields, as the schema has them. */
  types: Record<string, string[]>;
  entries: Entry[];
}

/**
 * Every type of the configuration database, as the schema lists them; two requests. A type that the server does not
 * hand out is one entry with `unanswered`. With `universe`, what belongs to another universe is left out.
 */
export async function takeConfiguration(
  server: Pick<ReadableServer, 'schema' | 'rowResults'>,
  universe?: string,
): Promise<Configuration> {
  const schema = await server.schema();
  const types = Object.keys(schema).sort();
  const results = await server.rowResults(types);
  const rows = new Map(
    [...results].filter((each): each is [string, BpgRow[]] => !(each[1] instanceof ServerRefused)),
  );
  const refused = [...results].flatMap(([type, result]): Entry[] =>
    result instanceof ServerRefused ? [{ type, key: '(all)', fields: {}, unanswered: result.message }] : [],
  );
  return {
    types: Object.fromEntries(types.map((type) => [type, Object.keys(schema[type] ?? {}).sort()])),
    entries: [...withinUniverse(entriesOf(rows, schema), universe), ...refused],
  };
}

/**
 * Types and fields that only one server's schema has. What the old one has not is not compared: a newer version may
 * add to its schema.
 */
export function schemaDrift(old: Configuration['types'], fresh: Configuration['types']): string[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort();
  return names.flatMap((type) => {
    const [before, after] = [old[type], fresh[type]];
    if (!before) return [`the type ${type} is only in the schema of the new server and was not compared`];
    if (!after) return [`the type ${type} is only in the schema of the old server`];
    const only = (these: string[], those: string[]): string =>
      these.filter((field) => !those.includes(field)).join(', ');
    const [gone, added] = [only(before, after), only(after, before)];
    return [
      ...(gone ? [`${type}: only the old schema has ${gone}`] : []),
      ...(added ? [`${type}: only the new schema has ${added}; not compared`] : []),
    ];
  });
}

/** What is made equal before the comparison, for the report. */
export const normalisations: readonly string[] = [
  'numbers that a server gives out (ids, pids, uids) are left out, and references to them are compared by name',
  'fields that begin with __ (times of creation and change, state) are left out',
  'text that is a JSON object or list is compared by its content, whatever the order of its keys',
  'a field that is null is the same as a field that is not there',
  'a number sent as text is the same as the number, in fields that the schema calls integer',
  'retention rules: seconds as numbers, `value` is `time`, no subsets means all; what is only true for a moment is left out',
  'sampling: defaults filled in (reset after 1 day, 512 buckets, missing symbols processed)',
  'capabilities of tokens and recipients of reports are compared as sets',
  'secrets (tokens, passwords, keys, credentials) are compared by their SHA-256',
  'values that differ only in the name of the server itself are equal: old name on old is new name on new',
  ...serverLocal.map(
    ({ type, field, name, because }) =>
      `${[type, field ?? name].filter(Boolean).join('.')} is not compared: ${because}`,
  ),
];

/** What the comparison cannot see, for the report. */
export const blindSpots: readonly string[] = [
  'fields of type blob are not compared',
  'what the login may not read is not compared: use a superuser',
  'types and fields that only the new schema has are not compared',
  'a row of a type that is not known here and has neither primary nor unique fields is named by its texts: if one of them changed, it shows as missing and extra',
  'two rows with the same natural key are paired by content first, then in the order of their content',
];
