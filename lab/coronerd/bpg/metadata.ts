import { createHash } from 'node:crypto';
import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { listenerPort } from './listener-port.ts';
import { keyFields, schema } from './schema.ts';
import { universeOfRow } from './visibility.ts';

/** When rows were created and changed while the server ran, in unix seconds. */
const touched = new WeakMap<Row, { create?: number; modify: number }>();

/** Notes that a row was created or changed now. */
export function touch(coronerd: Coronerd, row: Row, event: 'create' | 'modify'): void {
  const now = coronerd.now();
  touched.set(row, event === 'create' ? { create: now, modify: now } : { ...touched.get(row), modify: now });
}

/** A row as it is read: with the metadata of contract §6.3, the real port of a listener, and neither password nor token of an invitation. */
export function withMetadata(coronerd: Coronerd, type: string, row: Row): object {
  const created = touched.get(row)?.create ?? createdBefore(coronerd, type, row);
  const universe = universeOfRow(coronerd, type, row);
  return {
    ...row,
    ...(type === 'users' ? { password: null } : {}),
    // `undefined` is left out of JSON: servers since 2021 do not tell the token (contract §6.4).
    ...(type === 'signup_pending' ? { token: undefined } : {}),
    ...(type === 'listener' ? { port: listenerPort(coronerd, row) } : {}),
    __create: created,
    __modify: touched.get(row)?.modify ?? created,
    __namespace: universe === undefined ? {} : { universe },
    __state: {},
  };
}

/** When a row was last changed, in unix seconds. */
export function modifiedAt(coronerd: Coronerd, type: string, row: Row): number {
  return touched.get(row)?.modify ?? createdBefore(coronerd, type, row);
}

/** Creation time of a row that the state came with: some moment of the year before, another on each side. */
function createdBefore(coronerd: Coronerd, type: string, row: Row): number {
  const key = keyFields(schema[type] ?? {}).map((field) => row[field]);
  const text = JSON.stringify([coronerd.state.side, type, ...key]);
  const digest = createHash('sha256').update(text).digest();
  return Date.UTC(2025, 8, 1) / 1000 + (digest.readUInt32BE() % (330 * 86_400));
}
