import { ApiFailure, invalidParameter } from '../failure.ts';
import { type Column, isNumeric, normalWord, toNumber } from '../store/column.ts';
import type { Condition } from './request.ts';

/** Whether a value passes; null = unset. */
export type Test =
  | { kind: 'number'; passes(value: number): boolean }
  | { kind: 'text'; passes(word: string | null): boolean };

const negative = new Set(['not-equal', 'not-contains', 'inverse-regular-expression', 'is-not-set']);
const comparisons: Record<string, (a: number, b: number) => boolean> = {
  equal: (a, b) => a === b,
  'not-equal': (a, b) => a !== b,
  'at-least': (a, b) => a >= b,
  'at-most': (a, b) => a <= b,
  'greater-than': (a, b) => a > b,
  'less-than': (a, b) => a < b,
};
const ordering = ['at-least', 'at-most', 'greater-than', 'less-than'];
const textual = ['contains', 'not-contains', 'regular-expression', 'inverse-regular-expression'];

/** The operators that a column of a type can be filtered by, as `describe` lists them. */
export function operatorsOf(type: string): string[] {
  const common = ['equal', 'not-equal', 'is-set', 'is-not-set'];
  return [...common, ...ordering, ...(isNumeric(type) ? [] : textual)];
}

/** Whether a row without the attribute never passes the condition. */
export function rejectsMissing([operator]: Condition): boolean {
  return !negative.has(operator);
}

/** The test of a condition on a column; throws an `ApiFailure` for an operator or value that does not fit. */
export function compile(column: Column, condition: Condition): Test {
  return column.cells.kind === 'number' ? numberTest(condition) : textTest(column, condition);
}

function numberTest([operator, value]: Condition): Test {
  if (operator === 'is-set') return { kind: 'number', passes: (each) => !Number.isNaN(each) };
  if (operator === 'is-not-set') return { kind: 'number', passes: (each) => Number.isNaN(each) };
  if (operator.endsWith('regular-expression')) throw new ApiFailure('regexec unsupported');
  const compare = comparisons[operator];
  if (!compare) throw invalidParameter('filter', `operator '${operator}' does not fit a number`);
  const wanted = toNumber(value);
  if (Number.isNaN(wanted)) throw invalidParameter('filter', `'${String(value)}' is not a number`);
  return { kind: 'number', passes: (each) => compare(each, wanted) };
}

function textTest(column: Column, [operator, value, options]: Condition): Test {
  if (operator === 'is-set') return { kind: 'text', passes: (word) => word !== null };
  if (operator === 'is-not-set') return { kind: 'text', passes: (word) => word === null };
  const ignoreCase =
    typeof options === 'object' && options !== null && Reflect.get(options, 'case_insensitive') === true;
  const fold = (word: string) => (ignoreCase ? word.toLowerCase() : word);
  const wanted = fold(normalWord(column.type, String(value)));
  const positive = wordTest(operator, wanted, String(value), ignoreCase);
  const isNegative = negative.has(operator);
  return {
    kind: 'text',
    passes: (word) => (word === null ? isNegative : positive(fold(word), word) !== isNegative),
  };
}

/** The test of a word for the operator without its negation. */
function wordTest(
  operator: string,
  wanted: string,
  pattern: string,
  ignoreCase: boolean,
): (folded: string, word: string) => boolean {
  if (operator === 'equal' || operator === 'not-equal') return (word) => word === wanted;
  if (operator === 'contains' || operator === 'not-contains') return (word) => word.includes(wanted);
  if (operator === 'at-least') return (word) => word >= wanted;
  if (operator === 'at-most') return (word) => word <= wanted;
  if (operator === 'greater-than') return (word) => word > wanted;
  if (operator === 'less-than') return (word) => word < wanted;
  if (!operator.endsWith('regular-expression'))
    throw invalidParameter('filter', `unknown operator '${operator}'`);
  const expression = regularExpression(pattern, ignoreCase);
  return (_, word) => expression.test(word);
}

function regularExpression(pattern: string, ignoreCase: boolean): RegExp {
  try {
    return new RegExp(pattern, ignoreCase ? 'i' : '');
  } catch {
    throw invalidParameter('filter', `'${pattern}' is not a regular expression`);
  }
}
