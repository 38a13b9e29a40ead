import type { Value } from '../../state/types.ts';
import { invalidParameter } from '../failure.ts';
import { type Column, cellAt } from '../store/column.ts';
import type { Table } from '../store/tables.ts';
import type { FindColumn } from './filter.ts';
import { page } from './page.ts';
import type { QueryRequest } from './request.ts';
import { encodeObjects, encodeValues } from './run-length.ts';
import type { Timings } from './timings.ts';

/** A select reply (contract §3.4) of the matching rows, and how many there were on the page. */
export function select(
  table: Table,
  find: FindColumn,
  rows: Uint32Array,
  request: QueryRequest,
  timings: Timings,
) {
  const columns = selectedNames(table, request).map((name) => columnFor(find, name, 'select'));
  const shown = timings.stage('sort', () => page(ordered(find, rows, request), request));
  const ids = shown.map((row) => table.ids[row] ?? 0);
  return {
    encoding: 'rle',
    columns: columns.map(({ name, format }) => [name, format]),
    columns_desc: columns.map(({ name, format, type }) => ({ name, format, type })),
    ...(request.order.length > 0
      ? { order: request.order.map(({ name, ordering }) => ({ name, order: ordering })) }
      : {}),
    objects: [['*', encodeObjects(ids)]],
    values: columns.map((column) => ['*', ...encodeValues(shown.map((row) => cellAt(column, row)))]),
  };
}

function selectedNames(table: Table, request: QueryRequest): string[] {
  const names = [...(request.select ?? [])];
  const wildcard = request.select_wildcard ?? {};
  if (wildcard.physical) names.push(...table.kinds().map((kind) => kind.name));
  if (wildcard.derived) names.push('fingerprint;first_seen', 'fingerprint;original');
  if (wildcard.virtual) names.push(...virtualNames);
  return [...new Set(names)];
}

const virtualNames = ['state', 'tags', 'ticket', 'assignee'].map((field) => `fingerprint;issues;${field}`);

function columnFor(find: FindColumn, name: string, parameter: string): Column {
  const column = find(name);
  if (!column) throw invalidParameter(parameter, `column not found: ${name}`);
  return column;
}

function ordered(find: FindColumn, rows: Uint32Array, request: QueryRequest): number[] {
  const keys = request.order.map(({ name, ordering }) => {
    return { column: columnFor(find, name, 'order'), sign: ordering === 'ascending' ? 1 : -1 };
  });
  const sorted = Array.from(rows);
  if (keys.length === 0) return sorted;
  return sorted.sort((a, b) => {
    for (const { column, sign } of keys) {
      const difference = compareValues(cellAt(column, a), cellAt(column, b));
      if (difference !== 0) return sign * difference;
    }
    return a - b;
  });
}

/** Order of two values; unset ones come first. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
