import type { Value } from '../../state/types.ts';
import { invalidParameter } from '../failure.ts';
import { toNumber } from '../store/column.ts';
import type { FoldColumn, Group } from './aggregate.ts';
import { groupValue } from './group-value.ts';
import type { Having } from './request.ts';

const comparisons: Record<string, (difference: number) => boolean> = {
  '==': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
  '<': (difference) => difference < 0,
  '>': (difference) => difference > 0,
  '<=': (difference) => difference <= 0,
  '>=': (difference) => difference >= 0,
};

/** Whether a group passes the conditions, which come in reverse Polish notation (contract §3.2). */
export function satisfies(group: Group, columns: FoldColumn[], conditions: Having[]): boolean {
  const stack: boolean[] = [];
  for (const { op, params, property } of conditions) {
    if (op === 'boolean') {
      const [b = true, a = true] = [stack.pop(), stack.pop()];
      stack.push(params[0] === 'or' ? a || b : a && b);
      continue;
    }
    const compare = comparisons[op];
    if (!compare) throw invalidParameter('having', `unknown operator '${op}'`);
    const value = groupValue(group, columns, property[0] ?? '');
    stack.push(value !== null && compare(difference(value, params[0])));
  }
  return stack.every(Boolean);
}

function difference(value: Value, wanted: unknown): number {
  const [a, b] = [toNumber(value), toNumber(wanted)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  return String(value) === String(wanted) ? 0 : String(value) < String(wanted) ? -1 : 1;
}
