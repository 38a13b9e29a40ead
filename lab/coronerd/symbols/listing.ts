import type { MissingSymbol, SymbolArchive, SymbolFile } from '../../state/types.ts';

/** Archive id of symbols that came in none (contract §1.4). */
const noArchive = 'ffffffffffffffff';

/** What is listed by tag, each with its fields (contract §5.8). */
export interface Tagged<T> {
  tag: string;
  files: T[];
}

/** The lists by tag, in the order in which tags first come. */
export function byTag<T extends { tag: string }>(all: T[], shown: (each: T) => object): Tagged<object>[] {
  const groups = new Map<string, object[]>();
  for (const each of all) {
    const files = groups.get(each.tag);
    if (files) files.push(shown(each));
    else groups.set(each.tag, [shown(each)]);
  }
  return [...groups].map(([tag, files]) => ({ tag, files }));
}

/** The uploaded archives; those that are only known by their symbols are made up from these. */
export function archivesOf(uploaded: SymbolArchive[], files: SymbolFile[]): SymbolArchive[] {
  const known = new Set(uploaded.map((archive) => archive.archiveId));
  const madeUp = new Map<string, SymbolArchive>();
  for (const { archiveId, tag, size, uploadedAt } of files) {
    if (archiveId === noArchive || known.has(archiveId)) continue;
    const archive = madeUp.get(archiveId);
    if (archive) {
      archive.size += size;
      archive.newSymbols++;
      archive.uploadedAt = Math.min(archive.uploadedAt, uploadedAt);
    } else {
      madeUp.set(archiveId, { ...processed, archiveId, tag, size, uploadedAt, newSymbols: 1, errors: [] });
    }
  }
  return [...uploaded, ...madeUp.values()];
}

const processed = { status: 'done', duplicateSymbols: 0, invalidSymbols: 0 } as const;

/** Counts and times of archives, symbols, and missing symbols. */
export function summaryOf(archives: SymbolArchive[], files: SymbolFile[], missing: MissingSymbol[]): object {
  const crashes = span(missing.map((each) => each.timestamp));
  return {
    archives: { count: archives.length, ...updated(archives) },
    symbols: { count: files.length, ...updated(files) },
    missing_symbols: {
      count: missing.length,
      first_crash_time: crashes.first,
      last_crash_time: crashes.last,
    },
  };
}

function updated(uploads: { uploadedAt: number }[]): object {
  const { first, last } = span(uploads.map((each) => each.uploadedAt));
  return { first_updated_time: first, last_updated_time: last };
}

function span(times: number[]): { first: number; last: number } {
  const last = times.reduce((a, b) => Math.max(a, b), 0);
  return { first: times.reduce((a, b) => Math.min(a, b), last), last };
}
