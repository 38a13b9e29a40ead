import { beforeEach, expect, test } from 'vitest';
import { begin, type SixErrors, sixErrorsServer } from './testing/six-errors.ts';

let six: SixErrors;

beforeEach(() => {
  six = sixErrorsServer();
});

const cell = (operation: string, attribute = 'process.age', ...parameters: number[]) => {
  return six.run({ fold: { [attribute]: [[operation, ...parameters]] } }).values[0][1][0];
};

test.each([
  ['head', ['5']],
  ['tail', ['40']],
  ['first', ['5']],
  ['last', ['40']],
  ['min', ['5']],
  ['max', ['40']],
  ['mean', [18]],
  ['sum', [90]],
  ['count', [5]],
  ['unique', [5]],
  ['range', ['5', '40']],
  ['object', ['a']],
])('%s', (operation, expected) => {
  expect(cell(operation)).toEqual(expected);
});

test('bin, histogram and distribution', () => {
  expect(cell('bin', 'process.age', 4, 0, 80)).toEqual([
    [0, 20, 3],
    [20, 40, 1],
    [40, 60, 1],
  ]);
  expect(cell('histogram', 'hostname')).toEqual([
    ['alpha', 2],
    ['Beta', 1],
    ['beta', 1],
    ['gamma ray', 1],
  ]);
  expect(cell('distribution', 'hostname', 1)).toEqual([{ keys: 4, tail: 3, vals: [['alpha', 2]] }]);
});

test('arithmetic does not fit text', () => {
  expect(() => cell('mean', 'hostname')).toThrow("invalid parameter 'fold'");
});

test('ungrouped there is one line with the number of rows, and none when nothing matches', () => {
  const response = six.run({ fold: { timestamp: [['range']], fingerprint: [['unique']] } });
  expect(response.values).toEqual([['*', [[String(begin), String(begin + 200 * 86_400)], [3]], 6]]);
  expect(response.cardinalities.initial).toEqual({ rows: 6, groups: 1 });
  expect(six.run({ filter: [{ _tx: [['equal', 1]] }], fold: { timestamp: [['range']] } }).values).toEqual([]);
});

test('grouped, unset is `*`; without fold there are only counts', () => {
  const order = [
    { name: ';count', ordering: 'descending' },
    { name: ';group', ordering: 'ascending' },
  ];
  const response = six.run({ group: ['hostname'], order });
  expect(response.values).toEqual([
    ['alpha', [], 2],
    ['*', [], 1],
    ['Beta', [], 1],
    ['beta', [], 1],
    ['gamma ray', [], 1],
  ]);
  expect(response.factors_desc).toEqual([{ name: 'hostname', format: 'hostname', type: 'dictionary' }]);
});

test('groups are ordered by a fold and paged', () => {
  const fold = { 'process.age': [['max'], ['count']] };
  const order = [{ name: 'process.age;0', ordering: 'descending' }];
  const response = six.run({ group: ['fingerprint'], fold, order, limit: 1, offset: 1 });
  expect(response.values).toEqual([['b'.repeat(64), [['20'], [1]], 2]]);
  expect(response.cardinalities).toEqual({
    initial: { rows: 6, groups: 3 },
    having: { rows: 6, groups: 3 },
    pagination: { rows: 2, groups: 1 },
  });
});

test('having compares folds and counts, joined in reverse Polish notation', () => {
  const fold = { 'process.age': [['range']] };
  const atLeast15 = { op: '>=', params: [15], property: ['process.age;0;1'] };
  const pairs = { op: '==', params: [2], property: [';count'] };
  const keys = (having: unknown[]) => {
    return six.run({ group: ['fingerprint'], fold, having }).values.map(([key]: string[]) => key?.[0]);
  };
  expect(keys([atLeast15])).toEqual(['a', 'b', 'c']);
  expect(keys([atLeast15, pairs, { op: 'boolean', params: ['and'] }])).toEqual(['b']);
  expect(
    keys([{ op: '<', params: [2], property: [';count'] }, pairs, { op: 'boolean', params: ['or'] }]),
  ).toEqual(['b', 'c']);
});

test('virtual columns quantize numbers and truncate times', () => {
  const quantized = {
    name: 'q',
    type: 'quantize_uint',
    quantize_uint: { backing_column: 'process.age', size: 10, offset: 0 },
  };
  expect(
    six.run({ virtual_columns: [quantized], group: ['q'] }).values.map(([key]: unknown[]) => key),
  ).toEqual([0, 1, 2, '*', 4]);
  const starts = (granularity: string) => {
    const virtual_columns = [
      {
        name: 't',
        type: 'truncate_timestamp',
        truncate_timestamp: { backing_column: 'timestamp', granularity },
      },
    ];
    const values = six.run({ virtual_columns, group: ['t'] }).values;
    return values.map(([key]: number[]) => new Date((key ?? 0) * 1000).toISOString().slice(0, 10));
  };
  expect(starts('quarter')).toEqual(['2026-01-01', '2026-04-01', '2026-07-01']);
  expect(starts('year')).toEqual(['2026-01-01']);
  expect(starts('month')).toEqual([
    '2026-01-01',
    '2026-02-01',
    '2026-03-01',
    '2026-05-01',
    '2026-06-01',
    '2026-07-01',
  ]);
  expect(starts('day')).toContain('2026-02-10');
  expect(() => starts('week')).toThrow('truncate_timestamp vcol: unrecognized granularity');
});

test('a virtual column needs its backing column', () => {
  const missing = {
    name: 'q',
    type: 'quantize_uint',
    quantize_uint: { backing_column: 'nope', size: 10, offset: 0 },
  };
  expect(() => six.run({ virtual_columns: [missing], group: ['q'] })).toThrow(
    /quantize_uint.*backing column not found/,
  );
});
