import { ApiFailure } from '../failure.ts';
import { buildColumn, type Column, cellAt, toNumber } from '../store/column.ts';
import type { FindColumn } from './filter.ts';
import type { VirtualColumn } from './request.ts';

/** Column look-up of a query: those of the table, and its virtual columns (contract §3.2). */
export function withVirtualColumns(size: number, find: FindColumn, definitions: VirtualColumn[]): FindColumn {
  const built = new Map(definitions.map((definition) => [definition.name, virtual(size, find, definition)]));
  return (name) => built.get(name) ?? find(name);
}

function virtual(size: number, find: FindColumn, definition: VirtualColumn): Column {
  if (definition.type === 'quantize_uint') {
    const { backing_column, size: step, offset } = definition.quantize_uint;
    const backing = find(backing_column);
    if (!backing) throw new ApiFailure(`quantize_uint vcol '${definition.name}': backing column not found`);
    const kind = { name: definition.name, type: 'uint64', format: backing.format };
    return mapped(size, kind, backing, (value) => Math.floor((value + offset) / step) - offset);
  }
  const { backing_column, granularity } = definition.truncate_timestamp;
  const backing = find(backing_column);
  if (!backing)
    throw new ApiFailure(`truncate_timestamp vcol '${definition.name}': backing column not found`);
  const start = starts[granularity];
  if (!start) throw new ApiFailure('truncate_timestamp vcol: unrecognized granularity');
  const kind = { name: definition.name, type: 'uint64', format: 'unix_timestamp' };
  return mapped(size, kind, backing, (value) => start(new Date(value * 1000)) / 1000);
}

function mapped(
  size: number,
  kind: { name: string; type: string; format: string },
  backing: Column,
  map: (value: number) => number,
): Column {
  return buildColumn(kind, size, (row) => {
    const value = toNumber(cellAt(backing, row));
    return Number.isNaN(value) ? null : map(value);
  });
}

/** Beginning of the period, UTC, in milliseconds. */
const starts: Record<string, (time: Date) => number> = {
  day: (time) => Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()),
  month: (time) => Date.UTC(time.getUTCFullYear(), time.getUTCMonth()),
  quarter: (time) => Date.UTC(time.getUTCFullYear(), Math.floor(time.getUTCMonth() / 3) * 3),
  year: (time) => Date.UTC(time.getUTCFullYear(), 0),
};
