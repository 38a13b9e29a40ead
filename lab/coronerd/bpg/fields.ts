import { rowsOf } from '../../state/row.ts';
import type { Row, Value } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { Refusal } from './refusal.ts';
import { type Field, naturalKeys, referenceOf, schema } from './schema.ts';

/** Throws a `Refusal` for fields that the type does not have, or with a value of another type. */
export function checkFields(coronerd: Coronerd, type: string, fields: Row): void {
  for (const [name, value] of Object.entries(fields)) {
    const field = schema[type]?.[name];
    if (!field) throw new Refusal(`no such field '${name}' in '${type}'`);
    checkType(name, field, value);
    checkReference(coronerd, name, field, value);
  }
}

function checkType(name: string, field: Field, value: Value): void {
  if (value === null) return;
  const wanted = field.type === 'integer' ? 'number' : 'string';
  if (typeof value !== wanted) throw new Refusal(`field '${name}' must be ${field.type}`);
}

/** 0 stands for none, as in a setting for all users (contract §6.4, `resource_override`). */
function checkReference(coronerd: Coronerd, name: string, field: Field, value: Value): void {
  const reference = referenceOf(field);
  if (!reference || value === null || value === 0) return;
  const found = rowsOf(coronerd.state, reference.type).some((row) => row[reference.field] === value);
  if (!found) throw new Refusal(`foreign key constraint failed: ${name} ${value} is no ${reference.type}`);
}

/** Throws a `Refusal` when another row has the same primary, unique or natural key. */
export function checkUnique(coronerd: Coronerd, type: string, row: Row): void {
  const fields = Object.entries(schema[type] ?? {});
  const named = (constraint: string) =>
    fields.filter(([, field]) => field.constraints.includes(constraint)).map(([name]) => name);
  const keys = [named('primary'), ...named('unique').map((name) => [name]), naturalKeys[type] ?? []];
  for (const key of keys.filter((names) => names.length > 0)) {
    const taken = rowsOf(coronerd.state, type).some(
      (other) => other !== row && key.every((name) => other[name] === row[name]),
    );
    if (taken) throw new Refusal(`unique constraint failed: ${type}(${key.join(', ')})`);
  }
}
