import type { StoredError } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { fingerprint } from './accept.ts';
import { indexReport } from './index-report.ts';
import { keptReport } from './report.ts';

/** Derives the index of errors anew from their reports, where these were kept, and the present rules. */
export function reprocess(coronerd: Coronerd, pid: number, errors: StoredError[]): void {
  for (const error of errors) reprocessOne(coronerd, pid, error);
  coronerd.tables.changed(pid);
}

function reprocessOne(coronerd: Coronerd, pid: number, error: StoredError): void {
  const report = keptReport(error);
  if (report) {
    const indexed = indexReport(report);
    error.attributes = { ...error.attributes, ...indexed.attributes };
    error.callstack = indexed.callstack;
    if (indexed.fingerprint !== undefined) {
      error.fingerprint = indexed.fingerprint;
      return;
    }
  }
  if (error.originalFingerprint === undefined)
    error.fingerprint = fingerprint(coronerd, pid, error.callstack);
}
