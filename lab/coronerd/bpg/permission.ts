import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { isSuperuser } from '../identity.ts';
import { Refusal } from './refusal.ts';
import { universeOfRow } from './visibility.ts';

/** Throws a `Refusal` unless the row is of the administrator's own universe, or a superuser asks. */
export function requireMayWrite(coronerd: Coronerd, user: Row, type: string, row: Row): void {
  if (isSuperuser(user)) return;
  const own = type !== 'universe' && universeOfRow(coronerd, type, row) === user.universe;
  const raises = type === 'users' && row.superuser === 1;
  if (!own || raises) throw new Refusal('permission denied');
}
