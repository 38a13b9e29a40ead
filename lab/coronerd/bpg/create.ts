import { randomBytes } from 'node:crypto';
import { rowsOf, textOf } from '../../state/row.ts';
import type { Row, Value } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { checkFields, checkUnique } from './fields.ts';
import { touch } from './metadata.ts';
import { keepPassword } from './password.ts';
import { requireMayWrite } from './permission.ts';
import { type Field, schema } from './schema.ts';

/** Fields that hold a secret which the server makes itself. */
const generated: Record<string, string> = { api_token: 'id', token: 'id', signup_pending: 'token' };

/** Adds a row, with ids and tokens of the server's own making. Throws a `Refusal`. */
export function createRow(coronerd: Coronerd, user: Row, type: string, object: Row): Row {
  checkFields(coronerd, type, object);
  const row: Row = {};
  for (const [name, field] of Object.entries(schema[type] ?? {})) {
    row[name] = initialValue(coronerd, type, name, field, object[name] ?? null);
  }
  requireMayWrite(coronerd, user, type, row);
  checkUnique(coronerd, type, row);
  if (type === 'users') keepPassword(coronerd, row, textOf(row, 'username'));
  rowsOf(coronerd.state, type).push(row);
  touch(coronerd, row, 'create');
  return row;
}

function initialValue(coronerd: Coronerd, type: string, name: string, field: Field, value: Value): Value {
  if (generated[type] === name) return randomBytes(32).toString('hex');
  if (field.constraints.includes('autoincrement') && (value === null || value === 0)) {
    const highest = rowsOf(coronerd.state, type).reduce((most, row) => Math.max(most, Number(row[name])), 0);
    return highest + 1;
  }
  if (value === null && name === 'deleted') return 0;
  if (value === null && name === 'active') return 1;
  return value;
}
