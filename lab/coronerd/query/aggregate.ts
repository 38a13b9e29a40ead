import type { Value } from '../../state/types.ts';
import { ApiFailure, invalidParameter } from '../failure.ts';
import { type Column, cellAt } from '../store/column.ts';
import type { Table } from '../store/tables.ts';
import type { FindColumn } from './filter.ts';
import { fold } from './folds.ts';
import { satisfies } from './having.ts';
import { orderGroups } from './order.ts';
import { page } from './page.ts';
import type { QueryRequest } from './request.ts';
import type { Timings } from './timings.ts';

/** One line of an aggregation: key, cells in column order, and number of rows. */
export interface Group {
  key: Value;
  cells: unknown[][];
  count: number;
}

/** A column of an aggregation: an attribute, the operation on it and its place among the attribute's. */
export interface FoldColumn {
  column: Column;
  operation: string;
  parameters: number[];
  index: number;
}

/** A grouped or ungrouped aggregation of the matching rows (contract §3.5). */
export function aggregate(
  table: Table,
  find: FindColumn,
  rows: Uint32Array,
  request: QueryRequest,
  timings: Timings,
) {
  const columns = foldColumns(find, request);
  const factor = groupColumn(find, request);
  const timestamps = find('timestamp');
  const split = timings.stage('group_by', () => splitRows(factor, rows));
  const groups = timings.stage('aggregate', () =>
    [...split].map(([key, members]): Group => {
      const cells = columns.map(({ column, operation, parameters }) => {
        return fold(operation, { column, rows: members, ids: table.ids, timestamps, parameters });
      });
      return { key, cells, count: members.length };
    }),
  );
  const having = timings.stage('having', () =>
    groups.filter((group) => satisfies(group, columns, request.having)),
  );
  const shown = timings.stage('sort', () => page(orderGroups(having, columns, request.order), request));
  return {
    encoding: 'rle',
    columns: columns.map(({ column, operation }) => [`${operation}(${column.name})`, column.format]),
    columns_desc: columns.map(({ column, operation }) => {
      return { name: column.name, format: column.format, type: column.type, op: operation };
    }),
    ...(factor ? { factors_desc: [{ name: factor.name, format: factor.format, type: factor.type }] } : {}),
    cardinalities: { initial: size(groups), having: size(having), pagination: size(shown) },
    values: shown.map(({ key, cells, count }) => [key, cells, count]),
  };
}

function size(groups: Group[]): { rows: number; groups: number } {
  return { rows: groups.reduce((sum, group) => sum + group.count, 0), groups: groups.length };
}

function foldColumns(find: FindColumn, request: QueryRequest): FoldColumn[] {
  return Object.entries(request.fold ?? {}).flatMap(([name, operations]) => {
    const column = find(name);
    if (!column) throw new ApiFailure(`aggregation column not found: ${name}`);
    return operations.map(([operation, ...parameters], index) => ({ column, operation, parameters, index }));
  });
}

function groupColumn(find: FindColumn, { group }: QueryRequest): Column | undefined {
  if (!group || group.length === 0) return undefined;
  const [name = ''] = group;
  if (group.length > 1) throw invalidParameter('group', 'one attribute at most');
  const column = find(name);
  if (!column) throw invalidParameter('group', `column not found: ${name}`);
  return column;
}

/** The rows by their value of the factor; without one all together, if there are any. */
function splitRows(factor: Column | undefined, rows: Uint32Array): Map<Value, ArrayLike<number>> {
  if (!factor) return rows.length > 0 ? new Map([['*', rows]]) : new Map();
  const split = new Map<Value, number[]>();
  for (const row of rows) {
    const key = cellAt(factor, row) ?? '*';
    const members = split.get(key);
    if (members) members.push(row);
    else split.set(key, [row]);
  }
  return split;
}
