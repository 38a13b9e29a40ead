import { z } from 'zod';
import { invalidParameter } from '../failure.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const condition = z.tuple([z.string()], z.unknown());
const filter = z.record(z.string(), z.array(condition));

const virtualColumn = z.discriminatedUnion('type', [
  z.looseObject({
    name: z.string(),
    type: z.literal('quantize_uint'),
    quantize_uint: z.object({
      backing_column: z.string(),
      size: z.coerce.number(),
      offset: z.coerce.number().default(0),
    }),
  }),
  z.looseObject({
    name: z.string(),
    type: z.literal('truncate_timestamp'),
    truncate_timestamp: z.object({ backing_column: z.string(), granularity: z.string() }),
  }),
]);

const having = z.object({
  op: z.string(),
  params: z.array(scalar).default([]),
  property: z.array(z.string()).default([]),
});

const merge = z.object({ type: z.enum(['merge', 'unmerge']), arguments: z.array(z.string()).min(1) });

const queryRequest = z.looseObject({
  filter: z.array(filter).default([]),
  select: z.array(z.string()).optional(),
  select_wildcard: z
    .looseObject({
      physical: z.boolean().optional(),
      derived: z.boolean().optional(),
      virtual: z.boolean().optional(),
    })
    .optional(),
  fold: z.record(z.string(), z.array(z.tuple([z.string()], z.coerce.number()))).optional(),
  group: z.array(z.string()).optional(),
  order: z
    .array(z.looseObject({ name: z.string(), ordering: z.enum(['ascending', 'descending']) }))
    .default([]),
  limit: z.coerce.number().int().optional(),
  offset: z.coerce.number().int().optional(),
  having: z.array(having).default([]),
  virtual_columns: z.array(virtualColumn).default([]),
  table: z.string().default('objects'),
  template: z.string().optional(),
  set: z.record(z.string(), scalar).optional(),
  actions: z.object({ fingerprint: z.array(merge) }).optional(),
});

/** A query as a client sends it (contract §3.2). */
export type QueryRequest = z.infer<typeof queryRequest>;
export type FilterObject = z.infer<typeof filter>;
export type Condition = z.infer<typeof condition>;
export type Having = z.infer<typeof having>;
export type VirtualColumn = z.infer<typeof virtualColumn>;

/** Reads a query; throws `invalid parameter '…'` naming the part that is wrong. */
export function readQuery(body: unknown): QueryRequest {
  const parsed = queryRequest.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.map(String) ?? [];
  throw invalidParameter(path[0] ?? 'query', `${path.slice(1).join('.')} ${issue?.message ?? ''}`.trim());
}
