import { findRow } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { isSuperuser } from '../identity.ts';
import { referenceOf, schema } from './schema.ts';

/** Whether a person may see a row: a superuser every one, others those of their own universe. */
export function isVisible(coronerd: Coronerd, user: Row, type: string, row: Row): boolean {
  return isSuperuser(user) || universeOfRow(coronerd, type, row) === user.universe;
}

/** The universe that a row belongs to, found through its references; undefined for those of the instance. */
export function universeOfRow(coronerd: Coronerd, type: string, row: Row): number | undefined {
  if (type === 'universe') return Number(row.id);
  for (const [name, field] of Object.entries(schema[type] ?? {})) {
    const reference = referenceOf(field);
    if (!reference || reference.type === 'users') continue;
    const target = findRow(coronerd.state, reference.type, reference.field, row[name] ?? null);
    const universe = target && universeOfRow(coronerd, reference.type, target);
    if (universe !== undefined) return universe;
  }
  return undefined;
}
