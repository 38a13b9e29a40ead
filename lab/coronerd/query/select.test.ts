import { beforeEach, expect, test } from 'vitest';
import { type SixErrors, sixErrorsServer } from './testing/six-errors.ts';

let six: SixErrors;

beforeEach(() => {
  six = sixErrorsServer();
});

test('encodes ids by their extra count and values by their full count', () => {
  const response = six.run({ select: ['fingerprint', 'process.age'] });
  expect(response.columns).toEqual([
    ['fingerprint', 'sha256'],
    ['process.age', 'seconds'],
  ]);
  expect(response.objects).toEqual([
    [
      '*',
      [
        [10, 2],
        [20, 2],
      ],
    ],
  ]);
  expect(response.values[0]).toEqual(['*', ['a'.repeat(64), 3], ['b'.repeat(64), 2], ['c'.repeat(64), 1]]);
  expect(response.values[1]).toEqual(['*', [5, 1], [10, 1], [15, 1], [20, 1], [null, 1], [40, 1]]);
});

test('in descending order every id stands alone', () => {
  const response = six.run({ select: ['_tx'], order: [{ name: '_tx', ordering: 'descending' }], limit: 2 });
  expect(response.objects).toEqual([['*', [[22], [21]]]]);
});

test('orders by several columns, unset values first', () => {
  const order = [
    { name: 'hostname', ordering: 'ascending' },
    { name: 'process.age', ordering: 'descending' },
  ];
  expect(six.run({ select: ['_tx'], order }).values).toEqual([
    ['*', [20, 1], [12, 1], [11, 1], [10, 1], [21, 1], [22, 1]],
  ]);
});

test('an empty result can still be decoded', () => {
  const response = six.run({ filter: [{ _tx: [['equal', '999']] }], select: ['_tx', 'hostname'] });
  expect(response.objects).toEqual([['*', []]]);
  expect(response.values).toEqual([['*'], ['*']]);
});

test('pages by falling _tx find every object once', () => {
  const seen: number[] = [];
  for (let below = 1e9, last = Number.NaN; below !== last; ) {
    last = below;
    const filter = [{ _tx: [['less-than', String(below)]] }];
    const page = six.run({
      filter,
      select: ['_tx'],
      order: [{ name: '_tx', ordering: 'descending' }],
      limit: 4,
    });
    for (const [id] of page.objects[0][1]) seen.push(id);
    below = seen.at(-1) ?? below;
  }
  expect(seen).toEqual([22, 21, 20, 12, 11, 10]);
});

test('the wildcard selects stored, derived and joined columns', () => {
  const wildcard = { physical: true, derived: true, virtual: true };
  const names = six.run({ select_wildcard: wildcard }).columns.map(([name]: string[]) => name);
  expect(names).toEqual(
    expect.arrayContaining(['hostname', 'fingerprint;first_seen', 'fingerprint;issues;state']),
  );
  expect(names).not.toContain('hidden');
});

test.each(['metrics', 'unique_aggregations', 'unique_aggregations_coarse'])(
  'the table %s is there, with columns of its own, and empty',
  (table) => {
    const selected = six.run({ table, select: ['_name', '_count', 'application'] });
    expect(selected.columns.map(([name]: string[]) => name)).toEqual(['_name', '_count', 'application']);
    expect(selected.pagination).toMatchObject({ limit: 0 });
    expect(six.run({ table, group: ['_name'], fold: { _count: [['sum']] } }).values).toEqual([]);
  },
);
