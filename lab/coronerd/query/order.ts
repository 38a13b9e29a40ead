import type { Value } from '../../state/types.ts';
import { toNumber } from '../store/column.ts';
import type { FoldColumn, Group } from './aggregate.ts';
import { groupValue } from './group-value.ts';
import type { QueryRequest } from './request.ts';
import { compareValues } from './select.ts';

/** The groups in the order asked for; without one, as they first occur. */
export function orderGroups(groups: Group[], columns: FoldColumn[], order: QueryRequest['order']): Group[] {
  if (order.length === 0) return groups;
  const keyed = groups.map((group) => ({
    group,
    keys: order.map(({ name }) => numeric(groupValue(group, columns, name))),
  }));
  keyed.sort((a, b) => {
    for (const [place, { ordering }] of order.entries()) {
      const difference = compareValues(a.keys[place] ?? null, b.keys[place] ?? null);
      if (difference !== 0) return ordering === 'ascending' ? difference : -difference;
    }
    return 0;
  });
  return keyed.map(({ group }) => group);
}

function numeric(value: Value): Value {
  const number = toNumber(value);
  return Number.isNaN(number) ? value : number;
}
