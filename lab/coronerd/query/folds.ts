import type { Value } from '../../state/types.ts';
import { invalidParameter } from '../failure.ts';
import { type Column, cellAt, isNumeric } from '../store/column.ts';

/** What a fold is computed over: the rows of one group, ascending, with their object ids. */
export interface FoldInput {
  column: Column;
  rows: ArrayLike<number>;
  ids: readonly number[];
  timestamps: Column | undefined;
  parameters: number[];
}

type Fold = (input: FoldInput) => unknown[];

/** A cell of an aggregation (contract §3.5); throws for an operation that is unknown or does not fit. */
export function fold(operation: string, input: FoldInput): unknown[] {
  const compute = folds[operation];
  if (!compute) throw invalidParameter('fold', `unknown operation '${operation}'`);
  if (arithmetic.has(operation) && !isNumeric(input.column.type)) {
    throw invalidParameter('fold', `operation '${operation}' does not fit '${input.column.name}'`);
  }
  return compute(input);
}

const arithmetic = new Set(['mean', 'sum', 'bin']);

/** The operations for a column of a type, as `describe` lists them. */
export function foldsOf(type: string): string[] {
  return Object.keys(folds).filter((name) => isNumeric(type) || !arithmetic.has(name));
}

const folds: Record<string, Fold> = {
  head: (input) => some(input, valueAt(input, firstSet(input, input.rows))),
  tail: (input) => some(input, valueAt(input, firstSet(input, Array.from(input.rows).reverse()))),
  first: (input) => some(input, valueAt(input, firstSet(input, byTime(input)))),
  last: (input) => some(input, valueAt(input, firstSet(input, byTime(input).reverse()))),
  min: (input) =>
    some(
      input,
      extreme(input, (a, b) => a < b),
    ),
  max: (input) =>
    some(
      input,
      extreme(input, (a, b) => a > b),
    ),
  mean: (input) => {
    const values = setValues(input).map(Number);
    return values.length === 0 ? [] : [values.reduce((a, b) => a + b, 0) / values.length];
  },
  sum: (input) => {
    const values = setValues(input).map(Number);
    return values.length === 0 ? [] : [values.reduce((a, b) => a + b, 0)];
  },
  count: (input) => [setValues(input).length],
  unique: (input) => [new Set(setValues(input)).size],
  range: (input) => {
    const low = extreme(input, (a, b) => a < b);
    return low === null
      ? []
      : [
          shown(input, low),
          shown(
            input,
            extreme(input, (a, b) => a > b),
          ),
        ];
  },
  bin: (input) => bins(setValues(input).map(Number), input.parameters),
  histogram: (input) => frequencies(input),
  distribution: (input) => {
    const all = frequencies(input);
    const vals = all.slice(0, input.parameters[0] ?? 3);
    const tail = all.slice(vals.length).reduce((sum, [, count]) => sum + count, 0);
    return all.length === 0 ? [] : [{ keys: all.length, tail, vals }];
  },
  object: (input) => {
    const row = firstSet(input, input.rows);
    return row === undefined ? [] : [(input.ids[row] ?? 0).toString(16)];
  },
};

/** 64-bit integers come as text in aggregations (contract §1.4). */
function shown(input: FoldInput, value: Value): Value {
  return input.column.type === 'uint64' && typeof value === 'number' ? String(value) : value;
}

function some(input: FoldInput, value: Value): Value[] {
  return value === null ? [] : [shown(input, value)];
}

function valueAt(input: FoldInput, row: number | undefined): Value {
  return row === undefined ? null : cellAt(input.column, row);
}

function firstSet(input: FoldInput, rows: ArrayLike<number>): number | undefined {
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? 0;
    if (cellAt(input.column, row) !== null) return row;
  }
  return undefined;
}

function byTime(input: FoldInput): number[] {
  const { timestamps } = input;
  const time = (row: number) => Number(timestamps ? cellAt(timestamps, row) : row);
  return Array.from(input.rows).sort((a, b) => time(a) - time(b));
}

function setValues({ column, rows }: FoldInput): (string | number)[] {
  const values: (string | number)[] = [];
  for (let place = 0; place < rows.length; place++) {
    const value = cellAt(column, rows[place] ?? 0);
    if (value !== null) values.push(value);
  }
  return values;
}

function extreme(input: FoldInput, better: (a: string | number, b: string | number) => boolean): Value {
  let best: Value = null;
  for (const value of setValues(input)) if (best === null || better(value, best)) best = value;
  return best;
}

function frequencies(input: FoldInput): [Value, number][] {
  const counts = new Map<string | number, number>();
  for (const value of setValues(input)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1));
  return sorted.map(([value, count]) => [shown(input, value), count]);
}

/** `[count, low, high]`: that many spans of equal width, those without values left out. */
function bins(values: number[], [count = 10, low, high]: number[]): [number, number, number][] {
  if (values.length === 0 || count < 1) return [];
  const from = low ?? values.reduce((a, b) => Math.min(a, b));
  const to = high ?? values.reduce((a, b) => Math.max(a, b)) + 1;
  const width = (to - from) / count;
  const counts = new Array<number>(count).fill(0);
  for (const value of values) {
    const place = Math.floor((value - from) / width);
    if (place >= 0 && place < count) counts[place] = (counts[place] ?? 0) + 1;
  }
  const spans = counts.map((each, place): [number, number, number] => {
    return [from + place * width, from + (place + 1) * width, each];
  });
  return spans.filter(([, , each]) => each > 0);
}
