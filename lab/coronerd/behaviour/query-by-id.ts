import type { Behaviour } from '../../state/types.ts';
import type { QueryRequest } from '../query/request.ts';
import { toNumber } from '../store/column.ts';
import type { Table } from '../store/tables.ts';

/** The rows that a query by one object id is answered with, spoilt as the behaviour says. */
export function answerById(
  behaviour: Behaviour,
  request: QueryRequest,
  matched: Uint32Array,
  table: Table,
): Uint32Array {
  if (!behaviour.queryById || !asksForOneId(request, table)) return matched;
  if (behaviour.queryById === 'none') return new Uint32Array();
  const found = matched[0];
  if (found === undefined) return matched;
  const other = found > 0 ? found - 1 : table.size > 1 ? 1 : undefined;
  if (behaviour.queryById === 'two') return Uint32Array.of(found, other ?? found).sort();
  return other === undefined ? new Uint32Array() : Uint32Array.of(other);
}

function asksForOneId(request: QueryRequest, table: Table): boolean {
  return request.filter.some((filter) => {
    const conditions = [...(filter._tx ?? []), ...(filter.object ?? [])];
    return conditions.some(([operator, value]) => operator === 'equal' && isId(value, table));
  });
}

function isId(value: unknown, table: Table): boolean {
  return table.ids.includes(toNumber(value)) || table.ids.includes(Number.parseInt(String(value), 16));
}
