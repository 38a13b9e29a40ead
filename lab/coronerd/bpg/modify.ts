import { rowsOf, textOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { checkFields, checkUnique } from './fields.ts';
import { touch } from './metadata.ts';
import { keepPassword } from './password.ts';
import { requireMayWrite } from './permission.ts';
import { Refusal } from './refusal.ts';
import { keyFields, schema } from './schema.ts';
import { isVisible } from './visibility.ts';

/** Changes fields of the row with the key. Throws a `Refusal`. */
export function modifyRow(coronerd: Coronerd, user: Row, type: string, key: Row, fields: Row): void {
  const row = rowByKey(coronerd, user, type, key);
  checkFields(coronerd, type, fields);
  const changed = { ...row, ...fields };
  requireMayWrite(coronerd, user, type, row);
  requireMayWrite(coronerd, user, type, changed);
  const before = { ...row };
  Object.assign(row, changed);
  try {
    checkUnique(coronerd, type, row);
  } catch (refusal) {
    Object.assign(row, before);
    throw refusal;
  }
  if (type === 'users') keepPassword(coronerd, row, textOf(row, 'username'));
  touch(coronerd, row, 'modify');
}

/**
 * The one row that a key names. Fields beside the key fields do not matter: clients send 0 for ids that they do not
 * know. Throws a `Refusal` when there is none.
 */
export function rowByKey(coronerd: Coronerd, user: Row, type: string, key: Row): Row {
  const fields = keyFields(schema[type] ?? {}).filter((name) => name in key);
  const names = fields.length > 0 ? fields : Object.keys(key);
  if (names.length === 0) throw new Refusal('no key');
  const found = rowsOf(coronerd.state, type).find((row) => {
    return names.every((name) => row[name] === key[name]) && isVisible(coronerd, user, type, row);
  });
  if (!found) throw new Refusal(`no such object in '${type}'`);
  return found;
}
