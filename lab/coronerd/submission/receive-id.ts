import { randomBytes } from 'node:crypto';

/** A receive id in UUID layout, which tells nothing of the object id (contract §1.4). */
export function receiveId(): string {
  const hex = randomBytes(8).toString('hex');
  return `${hex.slice(0, 2)}000000-${hex.slice(2, 6)}-${hex.slice(6, 10)}-0000-${hex.slice(10, 16)}000000`;
}
