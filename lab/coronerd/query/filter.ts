import { ApiFailure } from '../failure.ts';
import type { Column } from '../store/column.ts';
import { compile, rejectsMissing } from './operators.ts';
import type { Condition, FilterObject } from './request.ts';

/** Finds a column by name, virtual ones included. */
export type FindColumn = (name: string) => Column | undefined;

/**
 * The rows that pass, ascending: within a filter object every condition, and of several objects any.
 * Throws when a column is not there, or when the filters let everything pass that has no data.
 */
export function filterRows(size: number, find: FindColumn, filters: FilterObject[]): Uint32Array {
  requireRejection(filters);
  const passed = new Uint8Array(size);
  for (const filter of filters) {
    const mask = new Uint8Array(size).fill(1);
    for (const [name, conditions] of Object.entries(filter)) {
      const column = find(name);
      if (!column) throw new ApiFailure(`Filter column not found: ${name}`);
      for (const condition of conditions) narrow(mask, column, condition);
    }
    for (let row = 0; row < size; row++) passed[row] = (passed[row] ?? 0) | (mask[row] ?? 0);
  }
  return placesOf(passed);
}

function requireRejection(filters: FilterObject[]): void {
  const rejecting = filters.every((filter) => Object.values(filter).flat().some(rejectsMissing));
  if (filters.length > 0 && rejecting) return;
  throw new ApiFailure('Query must contain at least one filter that rejects missing data');
}

function narrow(mask: Uint8Array, column: Column, condition: Condition): void {
  const test = compile(column, condition);
  const { cells } = column;
  if (cells.kind === 'number' && test.kind === 'number') {
    for (let row = 0; row < mask.length; row++) {
      if (mask[row] && !test.passes(cells.data[row] ?? Number.NaN)) mask[row] = 0;
    }
  } else if (cells.kind === 'text' && test.kind === 'text') {
    const pass = cells.words.map((word, code) => test.passes(code === 0 ? null : word));
    for (let row = 0; row < mask.length; row++) {
      if (mask[row] && !pass[cells.codes[row] ?? 0]) mask[row] = 0;
    }
  }
}

function placesOf(mask: Uint8Array): Uint32Array {
  let count = 0;
  for (const bit of mask) count += bit;
  const places = new Uint32Array(count);
  let next = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row]) places[next++] = row;
  return places;
}
