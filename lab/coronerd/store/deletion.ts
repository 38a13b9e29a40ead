import type { StoredError } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { ApiFailure } from '../failure.ts';
import { isPhysicallyDeleted } from './objects.ts';

/** Deletes errors: the objects, their index, or both (contract §4.4). */
export function deleteErrors(
  coronerd: Coronerd,
  pid: number,
  doomed: Set<StoredError>,
  subsets: string[],
): void {
  const physical = subsets.length === 0 || subsets.includes('physical');
  const index = subsets.length === 0 || subsets.includes('crdb');
  if (index && !physical && [...doomed].some((error) => !isPhysicallyDeleted(error))) {
    throw new ApiFailure('the index of an object cannot be deleted before the object');
  }
  const errors = coronerd.tables.errors(pid);
  if (index) {
    coronerd.tables.keepId(pid);
    coronerd.state.errors[pid] = errors.filter((error) => !doomed.has(error));
  } else {
    for (const error of doomed) deletePhysically(error);
  }
  coronerd.tables.changed(pid);
}

function deletePhysically(error: StoredError): void {
  error.attributes._deleted = 1;
  error.attachments = [];
  delete error.report;
}
