import { z } from 'zod';
import { Unanswered } from '../unanswered.ts';
import { numeric } from './documents.ts';
import { type Asked, understood } from './reply.ts';
import type { AttributeValue } from './types.ts';

/** One stored error, as far as it was selected. */
export interface ObjectRow {
  /** Object id; `hexId(id)` names it on object endpoints. */
  id: number;
  values: Record<string, AttributeValue>;
}

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const payload = z.looseObject({
  objects: z.array(z.tuple([z.unknown(), z.array(z.array(numeric).min(1).max(2))])),
  values: z.array(z.array(z.unknown()).min(1)),
  columns: z.array(z.array(z.string()).min(1)).optional(),
  columns_desc: z.array(z.looseObject({ name: z.string() })).optional(),
});
const run = z.tuple([value], numeric);

/** More rows than any page asks for: a run this long is a damaged reply. */
const mostRows = 1_000_000;

/**
 * The rows of a select reply (contract §3.4). For ids, `[base, n]` stands for n + 1 ids; for values, `[v, n]` for n
 * times v. Throws `Unanswered` where ids and values do not fit together.
 */
export function rowsOfSelect(response: unknown, asked: Asked): ObjectRow[] {
  const { objects, values, columns, columns_desc } = understood(payload, response, asked);
  const names = columns?.map((column) => column[0] ?? '') ?? columns_desc?.map((column) => column.name) ?? [];
  const rows: ObjectRow[] = [];
  objects.forEach(([, ids], group) => {
    const expanded = idsOf(ids, asked);
    const cells = names.map((name, column) =>
      valuesOf(values[group * names.length + column], expanded.length, name, asked),
    );
    expanded.forEach((id, index) => {
      const row = names.map((name, column): [string, AttributeValue] => [
        name,
        cells[column]?.[index] ?? null,
      ]);
      rows.push({ id, values: Object.fromEntries(row) });
    });
  });
  return rows;
}

function idsOf(runs: number[][], asked: Asked): number[] {
  const ids: number[] = [];
  for (const [base = 0, more = 0] of runs) {
    failUnless(more >= 0 && ids.length + more < mostRows, `a run of ${more + 1} object ids`, asked);
    for (let id = base; id <= base + more; id++) ids.push(id);
  }
  return ids;
}

function valuesOf(entry: unknown[] | undefined, rows: number, name: string, asked: Asked): AttributeValue[] {
  const values: AttributeValue[] = [];
  for (const each of entry?.slice(1) ?? []) {
    const [repeated, times = 1] = understood(run, each, asked);
    failUnless(
      times >= 0 && values.length + times <= rows,
      `more values than objects in column "${name}"`,
      asked,
    );
    for (let time = 0; time < times; time++) values.push(repeated);
  }
  failUnless(
    values.length === rows,
    `${values.length} values for ${rows} objects in column "${name}"`,
    asked,
  );
  return values;
}

function failUnless(condition: boolean, came: string, asked: Asked): void {
  if (condition) return;
  throw new Unanswered(`${asked.asked} at ${asked.where} was answered with ${came}`, {
    asked: asked.asked,
    where: asked.where,
    next: 'Compare the reply with the version of the server.',
  });
}
