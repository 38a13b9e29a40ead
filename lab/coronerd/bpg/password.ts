import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';

/** Takes a password (hex, contract §6.4) out of a users row; it is never read back. */
export function keepPassword(coronerd: Coronerd, row: Row, username: string): void {
  if (typeof row.password === 'string' && row.password !== '') {
    coronerd.state.passwords[username] = Buffer.from(row.password, 'hex').toString('utf8');
  }
  row.password = null;
}
