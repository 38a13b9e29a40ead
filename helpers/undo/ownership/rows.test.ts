import { describe, expect, test } from 'vitest';
import type { BpgRow } from '../../coronerd/bpg.ts';
import { isNotOurs } from '../owned.ts';
import { ownAccount, ownInvitation, ownReport } from './rows.ts';

const mark = 'migration-probe-00ff00ff00ff00ff';
const began = '2026-11-28T08:00:00.000Z';
const created = Date.parse(began) / 1000 + 5;

const report = {
  id: 8,
  project: 3,
  owner: 2,
  title: mark,
  rcpt: 'Ops@example.com',
  __create: created,
};
const person = {
  uid: 9,
  universe: 1,
  username: mark,
  email: `ops+${mark}@example.com`,
  role: 'guest',
  method: 'password',
  __create: created,
};
const invited = { username: mark, address: person.email, universe: 1, after: 8, began };

const judgedReport = (row: BpgRow) =>
  ownReport(
    row,
    { universe: 'acme', name: 'probe', title: mark, after: 7, began },
    { pid: 3, recipient: 'Ops@example.com', uid: 2 },
  );

describe('what the run made is its own, also as a server may tell it:', () => {
  test.each<[string, BpgRow]>([
    ['as it was made', {}],
    ['with ids as text', { id: '8', project: '3', owner: '2', __create: String(created) }],
    ['with fields that nobody knows', { status: 'idle', last_sent: 0 }],
    ['without its list', { rcpt: undefined }],
    ['with a list that is written otherwise', { rcpt: ' ops@example.com, ' }],
    ['with a list in parts', { rcpt: ['ops@example.com'] }],
    ['with times in ms', { __create: created * 1000 }],
    ['with a time that nobody kept', { __create: 0 }],
    ['with an owner by name', { owner: 'admin' }],
    ['without an owner', { owner: null }],
  ])('a report %s', (_how, change) => {
    expect(isNotOurs(judgedReport({ ...report, ...change }))).toBe(false);
  });

  test.each<[string, BpgRow]>([
    ['as it was made', {}],
    ['with ids as text', { uid: '9', universe: '1', superuser: '0' }],
    ['without its universe', { universe: undefined }],
    ['with who invited by name', { created_by: 'admin@example.com' }],
    ['with a time that nobody kept', { __create: '0' }],
    ['with yes and no', { superuser: false, active: true }],
  ])('an invitation and its account %s', (_how, change) => {
    const row = { ...person, ...change };
    expect([ownInvitation(row, invited, 2), ownAccount(row, invited, 2)].filter(isNotOurs)).toEqual([]);
  });
});

describe('what may be somebody else’s is not:', () => {
  test.each<[string, BpgRow, RegExp]>([
    ['of another title', { title: 'Weekly' }, /another title/],
    ['of another project', { project: 4 }, /another project/],
    ['with others on its list', { rcpt: 'Ops@example.com team@example.com' }, /others are on its list/],
    ['to somebody else', { rcpt: 'team@example.com' }, /others are on its list/],
    ['of another owner', { owner: 5 }, /somebody else owns it/],
    ['with an id from before', { id: 7 }, /was there before/],
    ['from before', { __create: created - 100_000 }, /older than this run/],
  ])('a report %s', (_how, change, why) => {
    expect(judgedReport({ ...report, ...change })).toMatchObject({ why: expect.stringMatching(why) });
  });

  test.each<[string, BpgRow, RegExp]>([
    ['at another address', { email: 'jane@example.com' }, /another address/],
    ['of another universe', { universe: 2 }, /another universe/],
    ['of another role', { role: 'admin' }, /its role is admin/],
    ['whom somebody else invited', { inviter: '5' }, /somebody else invited/],
    ['with a uid from before', { uid: 8 }, /was there before/],
    ['who may do everything', { superuser: 1 }, /superuser/],
  ])('an account %s', (_how, change, why) => {
    expect(ownAccount({ ...person, ...change }, invited, 2)).toMatchObject({
      why: expect.stringMatching(why),
    });
  });
});
