import type { Row, ServerState, Value } from './types.ts';

/** The text in a field of a row; numbers as decimal text, nothing as ''. */
export function textOf(row: Row | undefined, field: string): string {
  const value = row?.[field];
  return value === undefined || value === null ? '' : String(value);
}

/** The integer in a field of a row; 0 when there is none. */
export function integerOf(row: Row | undefined, field: string): number {
  const value = row?.[field];
  return typeof value === 'number' ? value : Number(value ?? 0);
}

/** The live rows of a configuration type; the table is made when it is not there yet. */
export function rowsOf(state: ServerState, type: string): Row[] {
  state.configuration[type] ??= [];
  return state.configuration[type];
}

/** The first row of a type whose field holds the value. */
export function findRow(state: ServerState, type: string, field: string, value: Value): Row | undefined {
  return rowsOf(state, type).find((row) => row[field] === value);
}
