import type { Issue } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { untouched } from './issues-table.ts';

const writable = ['state', 'tags', 'ticket', 'assignee', 'invariants'] as const;
type WritableField = (typeof writable)[number];

export function isIssueField(name: string): name is WritableField {
  return writable.some((field) => field === name);
}

/** Changes the triage state of a group and gives it as it is then. */
export function changeIssue(
  coronerd: Coronerd,
  pid: number,
  fingerprint: string,
  fields: Partial<Record<WritableField, string>>,
): Issue {
  const issues = coronerd.tables.issues(pid);
  let issue = issues.find((each) => each.fingerprint === fingerprint);
  if (!issue) {
    const id = issues.reduce((highest, each) => Math.max(highest, each.id), 0) + 1;
    issue = { ...untouched(fingerprint), id };
    issues.push(issue);
  }
  Object.assign(issue, fields, { lastModified: coronerd.now() });
  coronerd.tables.changed(pid);
  return issue;
}
