import type { StoredError } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { noSuchObject } from '../failure.ts';

/** The error with an object id in hex, or with a receive id. Throws `no such object`. */
export function objectOf(coronerd: Coronerd, pid: number, object: string): StoredError {
  const errors = coronerd.tables.errors(pid);
  const found = object.includes('-')
    ? errors.find((error) => error.rxid === object)
    : withId(errors, /^[0-9a-f]+$/i.test(object) ? Number.parseInt(object, 16) : Number.NaN);
  if (!found) throw noSuchObject(object);
  return found;
}

/** Binary search among errors in ascending order of id. */
function withId(errors: StoredError[], id: number): StoredError | undefined {
  let [low, high] = [0, errors.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const error = errors[middle];
    if (!error || error.id === id) return error;
    if (error.id < id) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** Whether only the index of the error is left. */
export function isPhysicallyDeleted(error: StoredError): boolean {
  return error.attributes._deleted === 1;
}
