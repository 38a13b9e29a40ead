import { beforeEach, expect, test } from 'vitest';
import { type SixErrors, sixErrorsServer } from './testing/six-errors.ts';

let six: SixErrors;

beforeEach(() => {
  six = sixErrorsServer();
});

test('set changes the matching rows, null clears', () => {
  expect(six.run({ filter: [{ _tx: [['equal', '20']] }], set: { hostname: 'new' } })).toEqual({
    result: 'success',
  });
  expect(six.ids({ hostname: [['equal', 'new']] })).toEqual([20]);
  six.run({ set: { hostname: null } });
  expect(six.ids({ hostname: [['is-set']] })).toEqual([]);
});

test('set refuses what is not indexed and what is not to be changed', () => {
  expect(() => six.run({ set: { hidden: 2 } })).toThrow("invalid parameter 'set'");
  expect(() => six.run({ set: { timestamp: 2 } })).toThrow("invalid parameter 'set'");
});

test('merging makes one group with leading zeros, unmerging gives the old ones back', () => {
  const fingerprints = ['a'.repeat(64), 'b'.repeat(64)];
  six.run({ actions: { fingerprint: [{ type: 'merge', arguments: fingerprints }] } });
  const groups = six.run({ group: ['fingerprint'] }).values;
  expect(groups.map(([, , count]: unknown[]) => count)).toEqual([5, 1]);
  expect(groups[0][0]).toMatch(/^0{56}[0-9a-f]{8}$/);
  expect(six.ids({ 'fingerprint;original': [['equal', fingerprints[1]]] })).toEqual([20, 21]);
  six.run({ actions: { fingerprint: [{ type: 'unmerge', arguments: [groups[0][0]] }] } });
  expect(six.run({ group: ['fingerprint'] }).values.map(([, , count]: unknown[]) => count)).toEqual([
    3, 2, 1,
  ]);
});

test('issues are a table of their own and joined to the objects', () => {
  six.run({
    table: 'issues',
    filter: [{ fingerprint: [['equal', 'b'.repeat(64)]] }],
    set: { state: 'resolved' },
  });
  expect(six.ids({ 'fingerprint;issues;state': [['equal', 'resolved']] })).toEqual([20, 21]);
  const states = six.run({
    table: 'issues',
    filter: [{ fingerprint: [['is-set']] }],
    group: ['state'],
  }).values;
  expect(states).toEqual([
    ['open', [], 2],
    ['resolved', [], 1],
  ]);
});
