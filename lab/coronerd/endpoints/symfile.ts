import { Hono } from 'hono';
import { z } from 'zod';
import type { MissingSymbol, SymbolFile } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { identify, person } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { scopeOf } from '../scope.ts';

const request = z.looseObject({
  action: z.enum(['summary', 'symbols', 'archives', 'missing_symbols']),
  form: z.looseObject({ tags: z.array(z.string()).optional() }).optional(),
});

/** `POST /api/symfile`: uploaded and missing symbols of a project (contract §5.8). */
export function symfileEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/symfile', (c) => {
    const { input } = c.var;
    const identity = identify(coronerd, input.token);
    person(identity);
    const { pid } = scopeOf(
      coronerd,
      identity,
      input.parameters.get('universe'),
      input.parameters.get('project'),
    );
    const parsed = request.safeParse(input.json());
    if (!parsed.success) throw invalidParameter('action', 'not understood');
    const { action, form } = parsed.data;
    const wanted = (file: SymbolFile) => form?.tags === undefined || form.tags.includes(file.tag);
    const files = (coronerd.state.symbols[pid] ?? []).filter(wanted);
    const missing = coronerd.state.missingSymbols[pid] ?? [];
    if (action === 'summary') return c.json({ response: { summary: summary(files, missing) } });
    if (action === 'symbols') return c.json({ response: { symbols: byTag(files, symbol) } });
    if (action === 'archives') return c.json({ response: { archives: byTag(files, symbol, archives) } });
    const rows = missing.map(({ timestamp, debugFile, debugId }) => {
      return { timestamp, debug_file: debugFile, debug_id: debugId };
    });
    return c.json({ response: { missing_symbols: rows } });
  });
}

function summary(files: SymbolFile[], missing: MissingSymbol[]): object {
  const uploads = files.map((file) => file.uploadedAt);
  const updated = { first_updated_time: lowest(uploads), last_updated_time: highest(uploads) };
  const crashes = missing.map((each) => each.timestamp);
  return {
    archives: { count: new Set(files.map((file) => file.archiveId)).size, ...updated },
    symbols: { count: files.length, ...updated },
    missing_symbols: {
      count: missing.length,
      first_crash_time: lowest(crashes),
      last_crash_time: highest(crashes),
    },
  };
}

const lowest = (times: number[]) => times.reduce((a, b) => Math.min(a, b), times[0] ?? 0);
const highest = (times: number[]) => times.reduce((a, b) => Math.max(a, b), 0);

function byTag(
  files: SymbolFile[],
  shown: (file: SymbolFile) => object,
  rows: (files: SymbolFile[]) => object[] = (all) => all.map(shown),
): object[] {
  const tags = grouped(files, (file) => file.tag);
  return [...tags].map(([tag, members]) => ({ tag, files: rows(members) }));
}

function symbol(file: SymbolFile): object {
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

function archives(files: SymbolFile[]): object[] {
  return [...grouped(files, (file) => file.archiveId)].map(([archive_id, members]) => ({
    archive_id,
    upload_time: lowest(members.map((file) => file.uploadedAt)),
    file_size: members.reduce((sum, file) => sum + file.size, 0),
    status: 'done',
    new_symbols: members.length,
    duplicate_symbols: 0,
    invalid_symbols: 0,
    errors: [],
  }));
}

function grouped(files: SymbolFile[], keyOf: (file: SymbolFile) => string): Map<string, SymbolFile[]> {
  const groups = new Map<string, SymbolFile[]>();
  for (const file of files) groups.set(keyOf(file), [...(groups.get(keyOf(file)) ?? []), file]);
  return groups;
}
