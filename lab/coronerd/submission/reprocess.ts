import { setImmediate as turn } from 'node:timers/promises';
import type { KeptReport, StoredError } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { ApiFailure } from '../failure.ts';
import { updateMissing } from '../symbols/missing.ts';
import { fingerprint } from './accept.ts';
import { indexReport } from './index-report.ts';
import { keptReport } from './report.ts';

/** Errors that are reprocessed before other requests get their turn. */
const batch = 200;

/** Derives the index of errors anew from their reports, where these were kept, the present rules and symbols. */
export async function reprocess(coronerd: Coronerd, pid: number, errors: StoredError[]): Promise<void> {
  for (const [place, error] of errors.entries()) {
    reprocessOne(coronerd, pid, error);
    if (place % batch === batch - 1) await turn();
  }
  coronerd.tables.changed(pid);
}

function reprocessOne(coronerd: Coronerd, pid: number, error: StoredError): void {
  const report = keptReport(error);
  const own = report ? indexAnew(coronerd, pid, error, report) : undefined;
  if (own !== undefined) error.fingerprint = own;
  else if (error.originalFingerprint === undefined)
    error.fingerprint = fingerprint(coronerd, pid, error.callstack);
}

/** The fingerprint that the report brought along, if it did. A report that is none was stored for no good reason. */
function indexAnew(
  coronerd: Coronerd,
  pid: number,
  error: StoredError,
  report: KeptReport,
): string | undefined {
  try {
    const indexed = indexReport(coronerd, pid, report);
    if (indexed.threads) delete error.attributes._missing_symbols;
    error.attributes = { ...error.attributes, ...indexed.attributes };
    error.callstack = indexed.callstack;
    if (indexed.threads) error.threads = indexed.threads;
    updateMissing(coronerd, pid, error);
    return indexed.fingerprint;
  } catch (failure) {
    if (!(failure instanceof ApiFailure)) throw failure;
    return undefined;
  }
}
