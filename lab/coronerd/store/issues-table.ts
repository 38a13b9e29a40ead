import type { Issue, StoredError, Value } from '../../state/types.ts';
import { buildColumn, type Column, type Kind } from './column.ts';
import type { Table } from './tables.ts';

interface IssueField extends Kind {
  value(issue: Issue): Value;
}

const field = (name: string, type: string, format: string, value: IssueField['value']): IssueField => {
  return { name, type, format, value };
};
const orNull = (text: string): Value => (text === '' ? null : text);

/** Columns of the table `issues` (contract §3.2). */
export const issueFields: IssueField[] = [
  field('fingerprint', 'dictionary', 'sha256', (issue) => issue.fingerprint),
  field('id', 'uint64', 'none', (issue) => issue.id || null),
  field('state', 'dictionary', 'none', (issue) => issue.state),
  field('tags', 'dictionary', 'labels', (issue) => orNull(issue.tags)),
  field('ticket', 'dictionary', 'none', (issue) => orNull(issue.ticket)),
  field('assignee', 'dictionary', 'none', (issue) => orNull(issue.assignee)),
  field('last_modified', 'uint64', 'unix_timestamp', (issue) => issue.lastModified || null),
  field('invariants', 'dictionary', 'none', (issue) => orNull(issue.invariants)),
];

/** Triage state by fingerprint; a group that nobody touched is open. */
export function issueOf(issues: Issue[]): (fingerprint: string) => Issue {
  const byFingerprint = new Map(issues.map((issue) => [issue.fingerprint, issue]));
  return (fingerprint) => byFingerprint.get(fingerprint) ?? untouched(fingerprint);
}

/** The triage state of a group that nobody touched. */
export function untouched(fingerprint: string): Issue {
  return {
    id: 0,
    fingerprint,
    state: 'open',
    tags: '',
    ticket: '',
    assignee: '',
    lastModified: 0,
    invariants: '',
  };
}

/** One row for each group of a project's errors. */
export function issuesTable(errors: StoredError[], issues: Issue[]): Table {
  const issue = issueOf(issues);
  const rows = [...new Set(errors.map((error) => error.fingerprint))].map(issue);
  const columns = new Map<string, Column>();
  const tx: Kind = { name: '_tx', type: 'uint64', format: 'none' };
  return {
    size: rows.length,
    ids: rows.map((_, place) => place + 1),
    kinds: () =>
      [...issueFields, tx].map(({ name, type, format }) => ({
        name,
        type,
        format,
        description: '',
        custom: false,
      })),
    column: (name) => {
      if (name === '_tx') return buildColumn(tx, rows.length, (row) => row + 1);
      const found = issueFields.find((each) => each.name === name);
      if (!found) return undefined;
      const column =
        columns.get(name) ?? buildColumn(found, rows.length, (row) => found.value(rows[row] as Issue));
      columns.set(name, column);
      return column;
    },
  };
}
