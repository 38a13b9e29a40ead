import { rowsOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { rowByKey } from './modify.ts';
import { requireMayWrite } from './permission.ts';
import { Refusal } from './refusal.ts';
import { referenceOf, schema } from './schema.ts';

/** Deletes the row with the key; what refers to it goes too with `cascade`, and forbids it without. Throws a `Refusal`. */
export function deleteRow(coronerd: Coronerd, user: Row, type: string, key: Row, cascade: boolean): void {
  const row = rowByKey(coronerd, user, type, key);
  requireMayWrite(coronerd, user, type, row);
  const { stays } = coronerd.state.behaviour.console?.invitation ?? {};
  if (stays && ['signup_pending', 'users'].includes(type)) throw new Refusal('this type has no such action');
  remove(coronerd, type, row, cascade);
}

function remove(coronerd: Coronerd, type: string, row: Row, cascade: boolean): void {
  const dependants = referring(coronerd, type, row);
  const [first] = dependants;
  if (first && !cascade) throw new Refusal(`foreign key constraint failed: referenced by '${first.type}'`);
  const rows = rowsOf(coronerd.state, type);
  const place = rows.indexOf(row);
  if (place >= 0) rows.splice(place, 1);
  for (const dependant of dependants) remove(coronerd, dependant.type, dependant.row, true);
  if (type === 'project') forget(coronerd, Number(row.pid));
}

function referring(coronerd: Coronerd, type: string, row: Row): { type: string; row: Row }[] {
  return Object.entries(schema).flatMap(([other, fields]) => {
    return Object.entries(fields).flatMap(([name, field]) => {
      const reference = referenceOf(field);
      if (reference?.type !== type) return [];
      const wanted = row[reference.field] ?? null;
      const found = rowsOf(coronerd.state, other).filter((each) => each !== row && each[name] === wanted);
      return found.map((each) => ({ type: other, row: each }));
    });
  });
}

/** A project's data goes with it. */
function forget({ state, tables }: Coronerd, pid: number): void {
  delete state.errors[pid];
  delete state.symbols[pid];
  delete state.missingSymbols[pid];
  delete state.archives?.[pid];
  if (state.issues) delete state.issues[pid];
  tables.changed(pid);
}
