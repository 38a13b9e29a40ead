import { Unanswered } from '../../unanswered.ts';
import type { Asked } from '../reply.ts';
import { listIn, pieceOf } from './spellings.ts';

/** Rows asked for at a time; by itself symbold gives 10 (contract §7). */
export const take = 100;
/** A list with more pages than this is no list of settings: something answers page after page without an end. */
const mostPages = 1000;

/** One page as its rows were understood. */
export interface Page<T> {
  rows: T[];
  total: number | null;
}

/**
 * Counts the bytes of the pages of one list, whose rows are held together. What it gives throws `Unanswered` as soon as
 * they are more than `most` in all.
 */
export function boundedPages(most: number, asked: Asked): (bytes: number) => void {
  let held = 0;
  return (bytes) => {
    held += bytes;
    if (held <= most) return;
    const next = 'Check what answers there; if this is right, raise HTTP_MAX_JSON_MEGABYTES.';
    throw new Unanswered(
      `${asked.asked} at ${asked.where}: all pages of the list are larger than ${most} bytes together. ${next}`,
      { ...asked, next },
    );
  };
}

/** The rows of a reply. Throws `Unanswered` where it has no list, or a row of it is not understood. */
export function pageOf<T>(reply: unknown, read: (row: unknown) => T | undefined, asked: Asked): Page<T> {
  const found = listIn(reply);
  if (!found) throw notUnderstood('no list', reply, asked);
  const rows = found.items.map((item) => {
    const row = read(item);
    if (row === undefined) throw notUnderstood('a row that was not understood', item, asked);
    return row;
  });
  return { rows, total: found.total };
}

/**
 * Every row of a list, from page 0 until a page brings nothing new: a short page proves nothing, since the server may
 * give fewer than were asked for, and a server that ignores paging gives the same page again. Throws `Unanswered`
 * where fewer came than the server says there are, and where there is no end.
 */
export async function everyRow<T>(
  page: (number: number) => Promise<Page<T>>,
  identity: (row: T) => string,
  asked: Asked,
): Promise<T[]> {
  const seen = new Map<string, T>();
  for (let number = 0; number < mostPages; number++) {
    const before = seen.size;
    const { rows, total } = await page(number);
    for (const row of rows) if (!seen.has(identity(row))) seen.set(identity(row), row);
    const all = total !== null && seen.size >= total && rows.length < take;
    if (seen.size > before && !all) continue;
    if (total === null || seen.size >= total) return [...seen.values()];
    throw new Unanswered(
      `${asked.asked} at ${asked.where}: the server says that there are ${total} rows, but all pages together have ${seen.size}`,
      { ...asked, next: 'Compare the reply with the version of symbold.' },
    );
  }
  throw new Unanswered(
    `${asked.asked} at ${asked.where}: still new rows after ${mostPages} pages of ${take}`,
    { ...asked, next: 'Look at the list in the console; compare it by hand.' },
  );
}

export function notUnderstood(what: string, reply: unknown, asked: Asked): Unanswered {
  return new Unanswered(`${asked.asked} at ${asked.where} was answered with ${what}: ${pieceOf(reply)}`, {
    asked: asked.asked,
    where: asked.where,
    next: 'Compare the reply with the version of symbold.',
  });
}
