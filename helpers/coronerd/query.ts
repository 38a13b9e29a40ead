import { z } from 'zod';
import type { Ask } from './ask.ts';
import { flag, numeric } from './documents.ts';
import { understood } from './reply.ts';
import type { ApiRequest } from './request.ts';
import { type ObjectRow, rowsOfSelect } from './run-length.ts';
import type { AttributeValue, ProjectName } from './types.ts';

/** `[operator, value?, options?]` (contract §3.2). */
export type Condition = [operator: string, value?: string | number, options?: { case_insensitive?: boolean }];
/** Attributes and, within each, conditions, all of which must hold. */
export type Filter = Record<string, Condition[]>;

interface Query {
  /** At least one condition must reject errors without the attribute, else the server refuses (contract §3.2). */
  filter: Filter;
  table?: string;
  limit?: number;
  offset?: number;
  order?: { name: string; ordering: 'ascending' | 'descending' }[];
  virtual_columns?: VirtualColumn[];
}
export type VirtualColumn =
  | {
      name: string;
      type: 'quantize_uint';
      quantize_uint: { backing_column: string; size: number; offset: number };
    }
  | {
      name: string;
      type: 'truncate_timestamp';
      truncate_timestamp: { backing_column: string; granularity: 'day' | 'month' | 'quarter' | 'year' };
    };

export interface SelectRequest extends Query {
  select?: string[];
  select_wildcard?: { physical?: boolean; derived?: boolean; virtual?: boolean };
}

export interface FoldRequest extends Query {
  fold?: Record<string, [operator: string, ...parameters: number[]][]>;
  group?: [attribute: string];
  having?: unknown[];
}

export interface Selected {
  rows: ObjectRow[];
  /** How many errors matched before `limit`, where the server told. */
  matched: number | null;
  /** Newest transaction that the query saw. */
  tx: number | null;
}

export interface Group {
  /** Value of the grouping attribute; `*` when ungrouped or unset. */
  key: AttributeValue;
  /** Cell by column label, for example `range(timestamp)`; its shape depends on the operator (contract §3.5). */
  cells: Record<string, unknown[]>;
  /** Errors in the group. */
  count: number;
}

export interface Folded {
  groups: Group[];
  /** How many errors matched the filter, whatever `limit` is. */
  total: number;
}

const attribute = z.looseObject({
  name: z.string(),
  type: z.string().nullish(),
  format: z.string().nullish(),
  description: z.string().nullish(),
  custom: flag.optional(),
  state: z.string().nullish(),
});
/** One row of describe (contract §3.1). */
export type DescribedAttribute = z.output<typeof attribute>;

const described = z.looseObject({ describe: z.array(attribute) });
const rowsSeen = z.looseObject({ rows: numeric.optional() }).optional();
const envelope = z.looseObject({
  _: z
    .looseObject({ tx: numeric.optional(), runtime: z.looseObject({ filter: rowsSeen }).optional() })
    .optional(),
  response: z.looseObject({ cardinalities: z.looseObject({ initial: rowsSeen }).optional() }),
});
const cell = z.array(z.unknown());
const folded = z.looseObject({
  values: z.array(
    z.tuple([z.union([z.string(), z.number(), z.boolean(), z.null()]), z.array(cell), numeric]),
  ),
  columns: z.array(z.array(z.string()).min(1)).optional(),
  columns_desc: z.array(z.looseObject({ name: z.string(), op: z.string().optional() })).optional(),
});

export function querying(ask: Ask) {
  const run = async (request: ApiRequest) => {
    const asked = ask.asked(request);
    const reply = understood(envelope, await ask.json(request), asked);
    const matched = reply.response.cardinalities?.initial?.rows ?? reply._?.runtime?.filter?.rows ?? null;
    return { asked, response: reply.response, matched, tx: reply._?.tx ?? null };
  };

  /** The selected attributes of the errors that match, and how many match. */
  const selected = async (project: ProjectName, query: SelectRequest): Promise<Selected> => {
    const { response, asked, matched, tx } = await run(queryRequest(project, query));
    return { rows: rowsOfSelect(response, asked), matched, tx };
  };

  const fold = async (project: ProjectName, query: FoldRequest): Promise<Folded> => {
    const { response, asked, matched } = await run(queryRequest(project, query));
    const { values, columns, columns_desc } = understood(folded, response, asked);
    const labels =
      columns?.map((column) => column[0] ?? '') ??
      columns_desc?.map((each) => `${each.op}(${each.name})`) ??
      [];
    const groups = values.map(
      ([key, cells, count]): Group => ({ key, cells: labelled(labels, cells), count }),
    );
    return { groups, total: matched ?? groups.reduce((sum, group) => sum + group.count, 0) };
  };

  return {
    /** The attributes of a project; with `disabled`, those too that were seen but are not indexed. */
    async describe(
      project: ProjectName,
      options: { disabled?: boolean } = {},
    ): Promise<DescribedAttribute[]> {
      const request: ApiRequest = {
        method: 'POST',
        path: '/api/query',
        query: { action: 'describe', disabled: String(options.disabled ?? false) },
        project,
        json: {},
        token: 'query',
      };
      return understood(described, await ask.json(request), ask.asked(request)).describe;
    },
    selected,
    /** The selected attributes of the errors that match. */
    async select(project: ProjectName, query: SelectRequest): Promise<ObjectRow[]> {
      return (await selected(project, query)).rows;
    },
    /** Aggregates over the errors that match. */
    fold,
    /** Whether a project holds any error at all (contract §3.8). */
    async hasErrors(project: ProjectName): Promise<boolean> {
      const filter: Query['filter'] = { timestamp: [['at-least', '1.']] };
      return (await fold(project, { filter, fold: { timestamp: [['range']] } })).total > 0;
    },
  };
}

function queryRequest(project: ProjectName, query: SelectRequest | FoldRequest): ApiRequest {
  return {
    method: 'POST',
    path: '/api/query',
    project,
    json: { ...query, filter: [query.filter] },
    token: 'query',
  };
}

/** The same operator asked twice of one attribute keeps both cells: the second is labelled `…;1`, as in `order`. */
function labelled(labels: string[], cells: unknown[][]): Record<string, unknown[]> {
  const seen = new Map<string, number>();
  return Object.fromEntries(
    cells.map((each, index) => {
      const label = labels[index] ?? String(index);
      const times = seen.get(label) ?? 0;
      seen.set(label, times + 1);
      return [times === 0 ? label : `${label};${times}`, each];
    }),
  );
}
