import { answerById } from '../behaviour/query-by-id.ts';
import type { Coronerd } from '../coronerd.ts';
import { ApiFailure, invalidParameter } from '../failure.ts';
import type { Scope } from '../scope.ts';
import type { Table } from '../store/tables.ts';
import { aggregate } from './aggregate.ts';
import { type FindColumn, filterRows } from './filter.ts';
import { applyMerges } from './merge.ts';
import { requirePage } from './page.ts';
import type { QueryRequest } from './request.ts';
import { select } from './select.ts';
import { applySet } from './set.ts';
import type { Timings } from './timings.ts';
import { withVirtualColumns } from './virtual-columns.ts';

/** The part `response` of a reply, with the numbers that `_` reports. */
export interface QueryResult {
  response: object;
  rows: number;
  groups: number;
}

const templates = new Set(['select', 'workflow', 'unique']);

/** Evaluates a query, writing ones included. Throws `ApiFailure`s with the messages of contract §1.3. */
export function runQuery(
  coronerd: Coronerd,
  scope: Scope,
  request: QueryRequest,
  timings: Timings,
): QueryResult {
  requirePage(request);
  if (request.template !== undefined && !templates.has(request.template))
    throw new ApiFailure('Template not found');
  if (request.actions) {
    const merges = request.actions.fingerprint;
    timings.stage('merge', () => applyMerges(coronerd, scope.pid, merges));
    return written();
  }
  const table = tableOf(coronerd, scope.pid, request.table);
  const find = withVirtualColumns(table.size, (name) => table.column(name), request.virtual_columns);
  const matched = timings.stage('filter', () => filterRows(table.size, find, request.filter));
  const rows = answerById(coronerd.state.behaviour, request, matched, table);
  if (request.set) {
    if (request.select || request.fold || request.group)
      throw invalidParameter('set', 'exclusive with a selection');
    const values = request.set;
    timings.stage('set', () => applySet(coronerd, scope.pid, request.table, table, rows, values));
    return written();
  }
  const body = timings.stage('render', () => evaluated(table, find, rows, request, timings));
  const pagination = { limit: request.limit ?? rows.length, offset: request.offset ?? 0 };
  const groups = 'cardinalities' in body ? body.cardinalities.initial.groups : 1;
  return { response: { version: '1.2.0', seq: 1, ...body, pagination }, rows: rows.length, groups };
}

function evaluated(
  table: Table,
  find: FindColumn,
  rows: Uint32Array,
  request: QueryRequest,
  timings: Timings,
) {
  const aggregates = request.fold !== undefined || request.group !== undefined;
  if (aggregates && (request.select || request.select_wildcard)) {
    throw invalidParameter('select', 'exclusive with fold and group');
  }
  if (request.select || request.select_wildcard) return select(table, find, rows, request, timings);
  if (request.template === 'select' && !aggregates) {
    return select(table, find, rows, { ...request, select_wildcard: { physical: true } }, timings);
  }
  return aggregate(table, find, rows, request, timings);
}

function tableOf(coronerd: Coronerd, pid: number, name: string): Table {
  if (name === 'objects') return coronerd.tables.objects(pid);
  if (name === 'issues') return coronerd.tables.groups(pid);
  if (['metrics', 'unique_aggregations', 'unique_aggregations_coarse'].includes(name))
    return coronerd.tables.events(pid);
  throw invalidParameter('table', `'${name}' is not simulated`);
}

function written(): QueryResult {
  return { response: { result: 'success' }, rows: 0, groups: 0 };
}
