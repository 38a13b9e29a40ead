import { Hono } from 'hono';
import { z } from 'zod';
import type { MissingSymbol, SymbolArchive, SymbolFile } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import type { LabEnv } from '../input.ts';
import { personsScope } from '../scope.ts';
import { archivesOf, byTag, summaryOf } from '../symbols/listing.ts';

const symfileRequest = z.looseObject({
  action: z.enum(['summary', 'symbols', 'archives', 'missing_symbols']),
  form: z
    .looseObject({ tags: z.array(z.string()).optional(), values: z.array(z.string()).optional() })
    .default({}),
});
type SymfileRequest = z.infer<typeof symfileRequest>;

/** `POST /api/symfile`: uploaded and missing symbols of a project (contract §5.8). */
export function symfileEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/symfile', (c) => {
    const { input } = c.var;
    const { pid } = personsScope(coronerd, input);
    const parsed = symfileRequest.safeParse(input.json());
    if (!parsed.success) {
      throw invalidParameter(String(parsed.error.issues[0]?.path[0] ?? 'action'), 'not understood');
    }
    return c.json({ response: { [parsed.data.action]: answer(coronerd, pid, parsed.data) } });
  });
}

function answer({ state }: Coronerd, pid: number, { action, form }: SymfileRequest): object {
  const missing = state.missingSymbols[pid] ?? [];
  if (action === 'missing_symbols') return missing.map(missingRow);
  const all = state.symbols[pid] ?? [];
  const tags = form.tags && new Set(form.tags);
  const tagged = <T extends { tag: string }>(list: T[]) =>
    tags ? list.filter(({ tag }) => tags.has(tag)) : list;
  const files = tagged(all);
  if (action === 'symbols') return byTag(files, (file) => asked(symbolRow(file), form.values));
  const archives = tagged(archivesOf(state.archives?.[pid] ?? [], all));
  if (action === 'archives') return byTag(archives, (archive) => asked(archiveRow(archive), form.values));
  return summaryOf(archives, files, missing);
}

/** Only the values that are asked for, or all where none are named. */
function asked(row: Record<string, unknown>, values?: string[]): object {
  return values
    ? Object.fromEntries(values.filter((name) => Object.hasOwn(row, name)).map((name) => [name, row[name]]))
    : row;
}

function symbolRow(file: SymbolFile): Record<string, unknown> {
  return {
    debug_file: file.debugFile,
    debug_identifier: file.debugIdentifier,
    archive_id: file.archiveId,
    file_size: file.size,
    upload_time: file.uploadedAt,
    extract_time: 12,
    convert_time: 40,
  };
}

function archiveRow(archive: SymbolArchive): Record<string, unknown> {
  return {
    archive_id: archive.archiveId,
    upload_time: archive.uploadedAt,
    file_size: archive.size,
    status: archive.status,
    new_symbols: archive.newSymbols,
    duplicate_symbols: archive.duplicateSymbols,
    invalid_symbols: archive.invalidSymbols,
    errors: archive.errors,
  };
}

function missingRow({ timestamp, debugFile, debugId }: MissingSymbol): object {
  return { timestamp, debug_file: debugFile, debug_id: debugId };
}
