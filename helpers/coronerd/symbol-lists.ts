import { z } from 'zod';
import type { Ask } from './ask.ts';
import { readLongLists } from './long-lists.ts';
import { understood } from './reply.ts';
import type { ApiRequest } from './request.ts';
import type { ProjectName } from './types.ts';

/** What is needed of an uploaded symbol file to compare it. */
export interface UploadedSymbol {
  debugFile: string;
  debugId: string;
  /** Bytes; null where the server does not tell. */
  size: number | null;
  /** Unix seconds; null where the server does not tell. */
  uploadTime: number | null;
}

/** A symbol that a crash wanted and did not find. */
export interface WantedSymbol {
  debugFile: string;
  debugId: string;
  /** Of the crash; Unix seconds, null where the server does not tell. */
  crashTime: number | null;
}

/** Brackets within which the lists of a reply stand, the list's own included (contract §5.8). */
const depths = { symbols: 5, missing_symbols: 3 };
const listNumber = z.tuple([z.number()]);
const symbolFrame = z.looseObject({
  response: z.looseObject({ symbols: z.array(z.looseObject({ tag: z.string(), files: listNumber })) }),
});
const missingFrame = z.looseObject({ response: z.looseObject({ missing_symbols: listNumber }) });
const comparedValues = ['debug_file', 'debug_identifier', 'file_size', 'upload_time'];

/**
 * Lists of symbols that may have millions of entries (contract §5.8; there is no paging). A reply is read as it comes
 * and never held: `keep` makes of each symbol what is kept of it, `undefined` being nothing.
 */
export function readingSymbolLists(ask: Ask) {
  const lists = async <S extends z.ZodType, T>(
    request: ApiRequest,
    depth: number,
    frame: S,
    keep: (element: unknown) => T | undefined,
  ): Promise<{ frame: z.output<S>; kept: Map<number, T[]> }> => {
    let kept = new Map<number, T[]>();
    const json = await readLongLists(ask, request, depth, () => {
      const current = new Map<number, T[]>();
      kept = current;
      return (elements, number) => {
        const list = current.get(number) ?? [];
        current.set(number, list);
        for (const element of elements) {
          const one = keep(element);
          if (one !== undefined) list.push(one);
        }
      };
    });
    return { frame: understood(frame, json, ask.asked(request)), kept };
  };

  return {
    /** The uploaded symbols by tag; a tag may come more than once. Only the values compared are asked for. */
    async symbolsByTag<T>(
      project: ProjectName,
      keep: (symbol: UploadedSymbol) => T | undefined,
    ): Promise<{ tag: string; kept: T[] }[]> {
      const request = symfile(project, 'symbols', { values: comparedValues });
      const { frame, kept } = await lists(request, depths.symbols, symbolFrame, (element) =>
        keep(uploadedSymbol(element)),
      );
      return frame.response.symbols.map(({ tag, files: [list] }) => ({ tag, kept: kept.get(list) ?? [] }));
    },
    /** The missing symbols. */
    async missingSymbolsAs<T>(
      project: ProjectName,
      keep: (symbol: WantedSymbol) => T | undefined,
    ): Promise<T[]> {
      const request = symfile(project, 'missing_symbols', {});
      const { frame, kept } = await lists(request, depths.missing_symbols, missingFrame, (element) =>
        keep(wantedSymbol(element)),
      );
      return kept.get(frame.response.missing_symbols[0]) ?? [];
    },
  };
}

function symfile(project: ProjectName, action: string, form: Record<string, unknown>): ApiRequest {
  return { method: 'POST', path: '/api/symfile', project, json: { action, form }, token: 'query' };
}

function uploadedSymbol(element: unknown): UploadedSymbol {
  const { debug_file, debug_identifier, file_size, upload_time } = fieldsOf(element);
  return {
    debugFile: textOf('debug_file', debug_file),
    debugId: textOf('debug_identifier', debug_identifier),
    size: numberOf('file_size', file_size),
    uploadTime: numberOf('upload_time', upload_time),
  };
}

function wantedSymbol(element: unknown): WantedSymbol {
  const { debug_file, debug_id, timestamp } = fieldsOf(element);
  return {
    debugFile: textOf('debug_file', debug_file),
    debugId: textOf('debug_id', debug_id),
    crashTime: numberOf('timestamp', timestamp),
  };
}

// By hand: a schema would take longer over a million rows than everything else together.
function fieldsOf(element: unknown): Record<string, unknown> {
  if (typeof element === 'object' && element !== null) return element as Record<string, unknown>;
  throw new TypeError(`a symbol is ${JSON.stringify(element)}, not an object`);
}

function textOf(field: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`${field} of a symbol is ${JSON.stringify(value) ?? 'missing'}, not text`);
}

/** Numbers may come as text (contract §5.8). */
function numberOf(field: string, value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (value === undefined || value === null || value === '') return null;
  const number = typeof value === 'string' ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new TypeError(`${field} of a symbol is ${JSON.stringify(value)}, not a number`);
}
