import { describe, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { rowsOfSelect } from './run-length.ts';

const asked = { asked: 'POST /api/query', where: 'http://server' };

describe('run lengths', () => {
  test('ids count the extra ones, values the whole run', () => {
    const rows = rowsOfSelect(
      {
        columns: [
          ['fingerprint', 'sha256'],
          ['timestamp', 'unix_timestamp'],
        ],
        objects: [['*', [[206], [300, 1]]]],
        values: [
          ['*', ['ab', 2], ['cd', 1]],
          ['*', [1700000000, 1], [1700000005, '2']],
        ],
      },
      asked,
    );
    expect(rows).toEqual([
      { id: 206, values: { fingerprint: 'ab', timestamp: 1700000000 } },
      { id: 300, values: { fingerprint: 'ab', timestamp: 1700000005 } },
      { id: 301, values: { fingerprint: 'cd', timestamp: 1700000005 } },
    ]);
  });

  test('several groups follow each other', () => {
    const rows = rowsOfSelect(
      {
        columns_desc: [{ name: 'a' }, { name: '__proto__' }],
        objects: [
          ['g', [[1]]],
          ['h', [[2]]],
        ],
        values: [
          ['g', [1, 1]],
          ['g', [null, 1]],
          ['h', [2, 1]],
          ['h', ['x', 1]],
        ],
      },
      asked,
    );
    expect(rows.map(({ id, values }) => [id, ...Object.entries(values).flat()])).toEqual([
      [1, 'a', 1, '__proto__', null],
      [2, 'a', 2, '__proto__', 'x'],
    ]);
  });

  test.each([
    [{ objects: [['*', []]], values: [['*']], columns: [['a', '']] }],
    [{ objects: [], values: [], columns: [['a', '']] }],
  ])('an empty result is empty: %j', (response) => {
    expect(rowsOfSelect(response, asked)).toEqual([]);
  });

  test.each([
    [
      'too few values',
      { objects: [['*', [[1, 2]]]], values: [['*', ['x', 2]]], columns: [['a', '']] },
      /2 values for 3 objects in column "a"/,
    ],
    [
      'too many values',
      { objects: [['*', [[1]]]], values: [['*', ['x', 2]]], columns: [['a', '']] },
      /more values than objects/,
    ],
    [
      'a huge run',
      { objects: [['*', [[1, 1e12]]]], values: [], columns: [] },
      /a run of 1000000000001 object ids/,
    ],
    ['no objects', { values: [] }, /not understood \(objects/],
  ])('%s is an error', (_, response, message) => {
    const decode = () => rowsOfSelect(response, asked);
    expect(decode).toThrow(Unanswered);
    expect(decode).toThrow(message);
  });
});
