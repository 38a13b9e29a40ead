import type { Value } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { cellAt } from '../store/column.ts';
import { changeIssue, isIssueField } from '../store/issues.ts';
import type { Table } from '../store/tables.ts';

/** Attributes that no query may overwrite. */
const protectedAttributes = new Set([
  'timestamp',
  'fingerprint',
  '_tx',
  '_rxid',
  '_deleted',
  'object',
  'object.size',
  'callstack',
]);

/** Writes attributes of the matching errors, or fields of the matching issues; null clears (contract §3.2). */
export function applySet(
  coronerd: Coronerd,
  pid: number,
  tableName: string,
  table: Table,
  rows: Uint32Array,
  values: Record<string, string | number | boolean | null>,
): void {
  if (tableName === 'issues') setIssues(coronerd, pid, table, rows, values);
  else setAttributes(coronerd, pid, table, rows, values);
  coronerd.tables.changed(pid);
}

function setAttributes(
  coronerd: Coronerd,
  pid: number,
  table: Table,
  rows: Uint32Array,
  values: Record<string, string | number | boolean | null>,
): void {
  for (const name of Object.keys(values)) {
    if (protectedAttributes.has(name) || !table.column(name))
      throw invalidParameter('set', `'${name}' cannot be set`);
  }
  const errors = coronerd.tables.errors(pid);
  for (const row of rows) {
    const error = errors[row];
    if (!error) continue;
    for (const [name, value] of Object.entries(values)) {
      if (value === null) delete error.attributes[name];
      else error.attributes[name] = typeof value === 'boolean' ? Number(value) : value;
    }
  }
}

function setIssues(
  coronerd: Coronerd,
  pid: number,
  table: Table,
  rows: Uint32Array,
  values: Record<string, string | number | boolean | null>,
): void {
  const fingerprints = table.column('fingerprint');
  for (const [name, value] of Object.entries(values)) {
    if (!isIssueField(name)) throw invalidParameter('set', `'${name}' cannot be set`);
    for (const row of rows) {
      const fingerprint: Value = fingerprints ? cellAt(fingerprints, row) : null;
      changeIssue(coronerd, pid, String(fingerprint), { [name]: value === null ? '' : String(value) });
    }
  }
}
