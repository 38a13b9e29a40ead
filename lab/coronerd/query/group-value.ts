import type { Value } from '../../state/types.ts';
import { ApiFailure } from '../failure.ts';
import type { FoldColumn, Group } from './aggregate.ts';

/**
 * The value that `;group`, `;count`, `attribute;fold` or `attribute;fold;value` names in a group.
 * Throws the messages of contract §1.3 when there is no such column or index.
 */
export function groupValue(group: Group, columns: FoldColumn[], term: string): Value {
  if (term === ';group') return group.key;
  if (term === ';count') return group.count;
  const parts = term.split(';');
  const valueIndex = parts.length > 2 && isIndex(parts.at(-2)) ? Number(parts.pop()) : 0;
  const foldIndex = Number(parts.pop());
  const name = parts.join(';');
  if (!columns.some((each) => each.column.name === name)) {
    throw new ApiFailure('column not found for aggregate value term');
  }
  const place = columns.findIndex((each) => each.column.name === name && each.index === foldIndex);
  if (place < 0) throw new ApiFailure('index not found for aggregate value term');
  return scalar(group.cells[place]?.[valueIndex]);
}

function isIndex(part: string | undefined): boolean {
  return part !== undefined && /^\d+$/.test(part);
}

/** A number or text of a cell; of `[value, …, count]` the count, of a distribution the number of keys. */
function scalar(cell: unknown): Value {
  if (typeof cell === 'string' || typeof cell === 'number') return cell;
  if (Array.isArray(cell)) return scalar(cell.at(-1));
  if (typeof cell === 'object' && cell !== null) return scalar(Reflect.get(cell, 'keys'));
  return null;
}
