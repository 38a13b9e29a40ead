import { z } from 'zod';
import type { StoredError } from '../../state/types.ts';

const attributeFilter = z.looseObject({
  attribute: z.string(),
  filter: z.tuple([z.string()], z.unknown()),
});

/** Whether an error passes all filters of an alert (contract §9); one that is not understood lets nothing pass. */
export function passes(filters: readonly unknown[], { attributes }: StoredError): boolean {
  return filters.every((filter) => {
    const parsed = attributeFilter.safeParse(filter);
    if (!parsed.success) return false;
    const { attribute, filter: condition } = parsed.data;
    const [operator, wanted] = condition;
    const value = String(attributes[attribute] ?? '');
    if (operator === 'equal') return value === String(wanted);
    if (operator === 'not-equal') return value !== String(wanted);
    if (operator === 'contains') return value.includes(String(wanted));
    return operator === 'regular-expression' && new RegExp(String(wanted)).test(value);
  });
}
