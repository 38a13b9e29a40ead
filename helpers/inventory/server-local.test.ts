import { describe, expect, it } from 'vitest';
import { isServerLocalRow } from './server-local.ts';

const mark = 'migration-probe-0123456789abcdef';

describe('a row that is not compared', () => {
  it.each([
    ['a report of a run', 'report', { title: mark }],
    ['an invitation of a run', 'signup_pending', { username: mark, email: `ops+${mark}@example.com` }],
    ['an account that a run made, listed as deleted', 'users', { uid: 9, username: mark, deleted: 1 }],
    ['what a user looked at last', 'resource_override', { name: 'last_project_pid' }],
  ])('is %s', (_what, type, row) => {
    expect(isServerLocalRow(type, row)).toBe(true);
  });

  it.each([
    ['the probe project', 'project', { name: 'migration-probe' }],
    ['a person', 'users', { username: 'bob' }],
    ['another override', 'resource_override', { name: 'limits' }],
  ])('is not %s', (_what, type, row) => {
    expect(isServerLocalRow(type, row)).toBe(false);
  });
});
