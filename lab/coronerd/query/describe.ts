import type { Coronerd } from '../coronerd.ts';
import { cellAt } from '../store/column.ts';
import type { Table } from '../store/tables.ts';
import { foldsOf } from './folds.ts';
import { operatorsOf } from './operators.ts';

/** The attributes of a table; with `disabled` also those that were seen and are not indexed (contract §3.1). */
export function describe(coronerd: Coronerd, pid: number, tableName: string, disabled: boolean): object[] {
  const table = tableName === 'issues' ? coronerd.tables.groups(pid) : coronerd.tables.objects(pid);
  const rows: object[] = table.kinds().map(({ name, type, format, description, custom }) => ({
    name,
    description,
    format,
    type,
    custom,
    state: 'enabled',
    filter: operatorsOf(type),
    aggregate: foldsOf(type),
    group: true,
    statistics: { used: everSet(table, name) },
  }));
  if (disabled && tableName !== 'issues') rows.push(...recommended(coronerd, pid, table));
  return rows;
}

function everSet(table: Table, name: string): boolean {
  const column = table.column(name);
  if (!column) return false;
  for (let row = 0; row < table.size; row++) if (cellAt(column, row) !== null) return true;
  return false;
}

/** Attributes that errors carry and that are not indexed. */
function recommended(coronerd: Coronerd, pid: number, table: Table): object[] {
  const indexed = new Set(table.kinds().map((kind) => kind.name));
  const seen = new Map<string, { seen: number; value: unknown }>();
  for (const { attributes, timestamp } of coronerd.tables.errors(pid)) {
    for (const [name, value] of Object.entries(attributes)) {
      if (!indexed.has(name)) seen.set(name, { seen: timestamp, value });
    }
  }
  return [...seen].map(([name, { seen: time, value }]) => ({
    name,
    description: '',
    format: 'none',
    type: typeof value === 'number' ? 'uint64' : 'dictionary',
    custom: false,
    state: 'disabled',
    filter: [],
    aggregate: [],
    group: false,
    seen: time,
    value,
  }));
}
