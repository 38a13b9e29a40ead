import { keyFields, naturalKeys, referenceOf, schema } from '../../coronerd/bpg/schema.ts';
import type { Row, ServerState } from '../types.ts';

/** The configuration with every reference replaced by what it refers to, without ids, each type in one order. */
export function keyed(state: ServerState): Record<string, unknown[]> {
  const entries = Object.entries(state.configuration).map(([type, rows]): [string, unknown[]] => {
    return [type, rows.map((row) => JSON.stringify(resolved(state, type, row))).sort()];
  });
  return Object.fromEntries(entries);
}

function resolved(state: ServerState, type: string, row: Row): Record<string, unknown> {
  const fields = Object.entries(schema[type] ?? {}).filter(
    ([, field]) => !field.constraints.includes('autoincrement'),
  );
  return Object.fromEntries(fields.map(([name]) => [name, named(state, type, name, row)]));
}

function named(state: ServerState, type: string, name: string, row: Row): unknown {
  const field = schema[type]?.[name];
  const reference = field && referenceOf(field);
  if (!reference) return row[name] ?? null;
  const target = state.configuration[reference.type]?.find((each) => each[reference.field] === row[name]);
  if (!target) return row[name] ?? null;
  const unique = Object.entries(schema[reference.type] ?? {}).filter(([, each]) =>
    each.constraints.includes('unique'),
  );
  const key =
    naturalKeys[reference.type] ??
    (unique.length > 0 ? unique.map(([each]) => each) : keyFields(schema[reference.type] ?? {}));
  return key.map((each) => named(state, reference.type, each, target));
}
