import { isUtf8 } from 'node:buffer';
import type { KeptReport, StoredError } from '../../state/types.ts';
import { spoilt } from '../behaviour/submissions.ts';
import { takenForDuplicate } from '../behaviour/symbols.ts';
import { rulesOf } from '../callstack/rules.ts';
import type { Coronerd } from '../coronerd.ts';
import { ApiFailure, malformed } from '../failure.ts';
import type { Scope } from '../scope.ts';
import { missingModules, updateMissing } from '../symbols/missing.ts';
import { fingerprintOf } from './fingerprint.ts';
import { indexReport } from './index-report.ts';
import type { Payload } from './payload.ts';
import { receiveId } from './receive-id.ts';
import { type Indexed, looseAttributes } from './report.ts';

/** A stored submission, and whether its group is new. */
export interface Accepted {
  error: StoredError;
  unique: boolean;
}

/** Formats of reports that are stored and indexed (contract §4.1). */
export const reportFormats = new Set(['json', 'minidump', 'btt', 'plcrash']);

/** Stores a report as an error of the project. Throws for a malformed or already seen one, or a full quota. */
export function acceptReport(coronerd: Coronerd, scope: Scope, format: string, payload: Payload): Accepted {
  const report = kept(format, payload);
  const indexed = readIndexed(coronerd, scope.pid, report);
  const errors = coronerd.tables.errors(scope.pid);
  if (indexed.uuid !== undefined && errors.some((error) => error.attributes.uuid === indexed.uuid)) {
    throw malformed(`a report with uuid '${indexed.uuid}' is already there`);
  }
  countSubmission(coronerd, scope.universeName);
  const id = coronerd.tables.nextId(scope.pid);
  const error: StoredError = {
    id,
    rxid: receiveId(),
    timestamp: indexed.timestamp ?? coronerd.now(),
    fingerprint: indexed.fingerprint ?? fingerprint(coronerd, scope.pid, indexed.callstack),
    attributes: { ...(indexed.uuid === undefined ? {} : { uuid: indexed.uuid }), ...indexed.attributes },
    callstack: indexed.callstack,
    attachments: payload.attachments.map((each, place) => ({ id: attachmentId(id, place), ...each })),
    report,
    ...(indexed.threads ? { threads: indexed.threads } : {}),
  };
  const unique = !errors.some((each) => each.fingerprint === error.fingerprint);
  const { behaviour } = coronerd.state;
  if (!behaviour.loseSubmissions && !takenForDuplicate(behaviour, error, errors)) {
    store(coronerd, scope, error);
    coronerd.workflows.submitted({ scope, error, isNew: unique });
  }
  return { error, unique };
}

function store(coronerd: Coronerd, scope: Scope, error: StoredError): void {
  coronerd.tables.errors(scope.pid).push(spoilt(coronerd.state.behaviour, error));
  coronerd.tables.changed(scope.pid);
  updateMissing(coronerd, scope.pid, error);
  const missing = missingModules(coronerd, scope.pid, error);
  if (missing.length === 0) return;
  for (const listener of coronerd.onMissingSymbols) listener(scope, error.id, missing);
}

/** Ids of attachments are opaque; these are unique within a project. */
export function attachmentId(object: number, place: number): string {
  return String(object * 64 + place);
}

/** The fingerprint of a stack in a project, by its deduplication rules. */
export function fingerprint(coronerd: Coronerd, pid: number, callstack: string[]): string {
  const rows = (coronerd.state.configuration.deduplication ?? []).filter((row) => row.project === pid);
  return fingerprintOf(callstack, rulesOf(rows));
}

function kept(format: string, { report, contentType, attributes }: Payload): KeptReport {
  const given = Object.keys(attributes).length > 0 ? { given: attributes } : {};
  // Bytes that are no text are kept as they came, should they be accepted.
  if (format === 'json' && isUtf8(report))
    return { format, contentType, text: report.toString('utf8'), ...given };
  return { format, contentType, base64: report.toString('base64'), ...given };
}

function readIndexed(coronerd: Coronerd, pid: number, report: KeptReport): Indexed {
  try {
    return indexReport(coronerd, pid, report);
  } catch (failure) {
    if (!coronerd.state.behaviour.acceptAnything) throw failure;
    return { attributes: { ...looseAttributes(report.text ?? ''), ...report.given }, callstack: [] };
  }
}

function countSubmission(coronerd: Coronerd, universe: string): void {
  const storage = coronerd.state.storage[universe];
  if (!storage) return;
  if (storage.limit > 0 && storage.counter >= storage.limit) {
    storage.rejected++;
    throw new ApiFailure('submission limit reached', 1, 429);
  }
  storage.counter++;
}
