import { z } from 'zod';
import type { Ask } from './ask.ts';
import { numeric } from './documents.ts';
import { understood } from './reply.ts';
import type { ApiRequest } from './request.ts';
import { readingSymbolLists } from './symbol-lists.ts';
import type { ProjectName } from './types.ts';

const count = z.looseObject({ count: numeric.default(0) }).default({ count: 0 });
const summary = z.looseObject({
  archives: count,
  symbols: count,
  missing_symbols: count,
});
const symbolFile = z.looseObject({
  debug_file: z.string(),
  debug_identifier: z.string(),
  archive_id: z.string().optional(),
  file_size: numeric.optional(),
  upload_time: numeric.optional(),
});
const archiveFile = z.looseObject({
  archive_id: z.string(),
  upload_time: numeric.optional(),
  file_size: numeric.optional(),
  status: z.union([z.string(), z.number().transform(String)]).optional(),
  new_symbols: numeric.optional(),
  duplicate_symbols: numeric.optional(),
  invalid_symbols: numeric.optional(),
  errors: z.array(z.string()).nullish(),
});
const missing = z.looseObject({
  timestamp: numeric.optional(),
  debug_file: z.string(),
  debug_id: z.string(),
});

const tagged = <S extends z.ZodType>(file: S) =>
  z.array(z.looseObject({ tag: z.string(), files: z.array(file) }));

export type SymbolSummary = z.output<typeof summary>;
export type SymbolFile = z.output<typeof symbolFile> & { tag: string };
export type SymbolArchive = z.output<typeof archiveFile> & { tag: string };
export type MissingSymbol = z.output<typeof missing>;

const fileValues = [
  'debug_file',
  'debug_identifier',
  'archive_id',
  'file_size',
  'upload_time',
  'extract_time',
  'convert_time',
];

/**
 * What `/api/symfile` knows (contract §5.8). It has no paging: lists come whole, and these calls hold them whole. For
 * all symbols of a project use `symbolsByTag` and `missingSymbolsAs`, which do not.
 */
export function readingSymbols(ask: Ask) {
  const list = async <S extends z.ZodType>(
    project: ProjectName,
    action: string,
    schema: S,
    form: Record<string, unknown> = {},
  ): Promise<z.output<S>> => {
    const request: ApiRequest = {
      method: 'POST',
      path: '/api/symfile',
      project,
      json: { action, form },
      token: 'query',
    };
    const reply = z.looseObject({ response: z.looseObject({ [action]: schema }) });
    return understood(reply, await ask.json(request), ask.asked(request)).response[action] as z.output<S>;
  };

  return {
    ...readingSymbolLists(ask),
    symbolSummary: (project: ProjectName): Promise<SymbolSummary> => list(project, 'summary', summary),
    /** With `tags`, only those uploaded under one of them. */
    async symbols(project: ProjectName, tags?: readonly string[]): Promise<SymbolFile[]> {
      const form = { values: fileValues, ...(tags ? { tags } : {}) };
      return flat(await list(project, 'symbols', tagged(symbolFile), form));
    },
    async archives(project: ProjectName): Promise<SymbolArchive[]> {
      return flat(await list(project, 'archives', tagged(archiveFile)));
    },
    missingSymbols: (project: ProjectName): Promise<MissingSymbol[]> =>
      list(project, 'missing_symbols', z.array(missing)),
  };
}

function flat<F extends object>(groups: { tag: string; files: F[] }[]): (F & { tag: string })[] {
  return groups.flatMap(({ tag, files }) => files.map((file) => ({ ...file, tag })));
}
