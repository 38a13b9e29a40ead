import type { Issue, StoredError, Value } from '../../state/types.ts';
import { keptSize } from '../submission/report.ts';
import { builtinAttributes } from './builtin-attributes.ts';
import { buildColumn, type Column, type Kind } from './column.ts';
import { issueFields, issueOf } from './issues-table.ts';
import type { Table } from './tables.ts';

/** The errors of a project with the attributes that are indexed there, built-in and configured ones. */
export function objectsTable(
  errors: StoredError[],
  issues: Issue[],
  configured: (Kind & { description: string })[],
): Table {
  const columns = new Map<string, Column>();
  const kinds = new Map(builtinAttributes.map((kind) => [kind.name, { ...kind, custom: false }]));
  for (const kind of configured) {
    if (!kinds.has(kind.name)) kinds.set(kind.name, { ...kind, custom: true });
  }
  const build = (name: string): Column | undefined => {
    const kind = kinds.get(name);
    if (kind) return buildColumn(kind, errors.length, storedValue(errors, name));
    return joinedColumn(errors, issues, name);
  };
  return {
    size: errors.length,
    ids: errors.map((error) => error.id),
    kinds: () => [...kinds.values()],
    column: (name) => {
      const column = columns.get(name) ?? build(name);
      if (column) columns.set(name, column);
      return column;
    },
  };
}

function storedValue(errors: StoredError[], name: string): (row: number) => Value | undefined {
  const own = fromError[name];
  if (own) return (row) => own(errors[row] as StoredError);
  return (row) => errors[row]?.attributes[name];
}

/** Columns that come from the error itself and not from its attributes. */
const fromError: Record<string, (error: StoredError) => Value> = {
  timestamp: (error) => error.timestamp,
  fingerprint: (error) => error.fingerprint,
  _tx: (error) => error.id,
  _deleted: (error) => error.attributes._deleted ?? 0,
  _rxid: (error) => error.rxid,
  object: (error) => error.id.toString(16),
  'object.size': keptSize,
  callstack: (error) => (error.callstack.length > 0 ? JSON.stringify({ frame: error.callstack }) : null),
};

/** `fingerprint;original`, `fingerprint;first_seen` and `fingerprint;issues;FIELD` (contract §3.2). */
function joinedColumn(errors: StoredError[], issues: Issue[], name: string): Column | undefined {
  if (name === 'fingerprint;original') {
    const kind = { name, type: 'dictionary', format: 'sha256' };
    return buildColumn(
      kind,
      errors.length,
      (row) => errors[row]?.originalFingerprint ?? errors[row]?.fingerprint,
    );
  }
  if (name === 'fingerprint;first_seen') {
    const first = firstSeen(errors);
    const kind = { name, type: 'uint64', format: 'unix_timestamp' };
    return buildColumn(kind, errors.length, (row) => first.get(errors[row]?.fingerprint ?? ''));
  }
  const field = /^fingerprint;issues;(.+)$/.exec(name)?.[1];
  const issueField = issueFields.find((each) => each.name === field);
  if (!issueField) return undefined;
  const issue = issueOf(issues);
  return buildColumn({ ...issueField, name }, errors.length, (row) => {
    return issueField.value(issue(errors[row]?.fingerprint ?? ''));
  });
}

/** Earliest time, in unix seconds, by fingerprint. */
export function firstSeen(errors: StoredError[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { fingerprint, timestamp } of errors) {
    first.set(fingerprint, Math.min(timestamp, first.get(fingerprint) ?? Number.POSITIVE_INFINITY));
  }
  return first;
}
