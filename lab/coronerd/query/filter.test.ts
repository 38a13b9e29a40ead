import { beforeEach, expect, test } from 'vitest';
import { all, type SixErrors, sixErrorsServer } from './testing/six-errors.ts';

let six: SixErrors;

beforeEach(() => {
  six = sixErrorsServer();
});

test.each([
  ['equal', '10', [11]],
  ['equal', 10, [11]],
  ['equal', '10.', [11]],
  ['not-equal', 10, [10, 12, 20, 21, 22]],
  ['at-least', 20, [20, 22]],
  ['at-most', '10.', [10, 11]],
  ['greater-than', 20, [22]],
  ['less-than', 10, [10]],
  ['is-set', undefined, [10, 11, 12, 20, 22]],
  ['is-not-set', undefined, [21]],
])('number %s %s', (operator, value, expected) => {
  expect(six.ids({ ...all, 'process.age': [[operator, ...(value === undefined ? [] : [value])]] })).toEqual(
    expected,
  );
});

test.each([
  [
    ['equal', 'alpha'],
    [10, 11],
  ],
  [
    ['equal', 'BETA', { case_insensitive: true }],
    [12, 21],
  ],
  [
    ['not-equal', 'alpha'],
    [12, 20, 21, 22],
  ],
  [['contains', 'a r'], [22]],
  [
    ['contains', 'ETA', { case_insensitive: true }],
    [12, 21],
  ],
  [
    ['not-contains', 'eta'],
    [10, 11, 20, 22],
  ],
  [
    ['regular-expression', '^[ab]'],
    [10, 11, 21],
  ],
  [
    ['regular-expression', '^B', { case_insensitive: true }],
    [12, 21],
  ],
  [
    ['inverse-regular-expression', '^[ab]'],
    [12, 20, 22],
  ],
  [
    ['at-least', 'beta'],
    [21, 22],
  ],
  [['is-set'], [10, 11, 12, 21, 22]],
  [['is-not-set'], [20]],
])('text %j', (condition, expected) => {
  expect(six.ids({ ...all, hostname: [condition] })).toEqual(expected);
});

test('conditions of an attribute and attributes of an object are joined by and, objects by or', () => {
  expect(
    six.ids({
      'process.age': [
        ['at-least', 5],
        ['at-most', 15],
      ],
      hostname: [['equal', 'alpha']],
    }),
  ).toEqual([10, 11]);
  expect(six.ids({ _tx: [['equal', '22']] }, { hostname: [['equal', 'Beta']] })).toEqual([12, 22]);
});

test('a fingerprint is found by its beginning', () => {
  expect(six.ids({ fingerprint: [['regular-expression', '^bbbb']] })).toEqual([20, 21]);
});

test.each([
  [{ filter: [] }, 'Query must contain at least one filter that rejects missing data'],
  [
    { filter: [{ hostname: [['not-equal', 'x']] }] },
    'Query must contain at least one filter that rejects missing data',
  ],
  [
    { filter: [all, { hostname: [['is-not-set']] }] },
    'Query must contain at least one filter that rejects missing data',
  ],
  [{ filter: [{ hidden: [['equal', 1]] }] }, 'Filter column not found'],
  [{ filter: [{ timestamp: [['regular-expression', '1']] }] }, 'regexec unsupported'],
  [{ fold: { hidden: [['head']] } }, 'aggregation column not found'],
  [{ select: ['_tx'], limit: 0 }, 'limit must be positive'],
  [{ select: ['_tx'], offset: -1 }, 'offset must be positive'],
  [{ table: 'users' }, "invalid parameter 'table'"],
  [{ template: 'x' }, 'Template not found'],
  [{ filter: 'x' }, "invalid parameter 'filter'"],
  [{ order: [{ name: 'x;0', ordering: 'ascending' }] }, 'column not found for aggregate value term'],
  [
    { fold: { _tx: [['min']] }, order: [{ name: '_tx;1', ordering: 'ascending' }] },
    'index not found for aggregate value term',
  ],
])('%j is refused', (body, message) => {
  expect(() => six.run(body)).toThrow(message);
});
