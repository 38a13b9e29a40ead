import { type Page, take } from './pages.ts';
import type { LogLine } from './rows.ts';

/** A log that tells no total and has its oldest lines first is read to its end, but for no more pages than this. */
const mostPages = 200;

/** Lines of a log. */
export interface LogLines {
  lines: LogLine[];
  /** These are all lines that there are. */
  complete: boolean;
  /** The newest line is among them; false where the end of a log was not reached. */
  newest: boolean;
}

/**
 * The newest lines of a log, newest first where they have times; at least a page, at most `most` rounded up to pages,
 * and with `since` (Unix milliseconds) no further back than that. Which end of the log page 0 has is not known
 * (contract §7): where its times rise, the last pages are read instead, or, without a total, every page.
 */
export async function newestLines(
  page: (number: number) => Promise<Page<LogLine>>,
  { most, since }: { most: number; since?: number },
): Promise<LogLines> {
  const first = await page(0);
  const toEnd = rises(first.rows) && first.total === null;
  const seen = new Map<string, LogLine>();
  let ended = false;
  for (const number of pagesOf(first, Math.max(1, Math.ceil(most / take)))) {
    const { rows } = number === 0 ? first : await page(number);
    const before = seen.size;
    // Equal lines within a page are lines; an equal page is a server that ignores paging.
    const counts = new Map<string, number>();
    for (const row of rows) {
      const text = JSON.stringify(row);
      const count = (counts.get(text) ?? 0) + 1;
      counts.set(text, count);
      seen.set(`${count} ${text}`, row);
    }
    ended = seen.size === before || (first.total !== null && seen.size >= first.total);
    if (ended || (!toEnd && isBefore(rows, since))) break;
  }
  const complete = first.total === null ? ended : seen.size >= first.total;
  return { lines: newestFirst([...seen.values()]), complete, newest: !toEnd || ended };
}

/** Numbers of the pages to be read, the newest lines first where that end is known. */
function pagesOf({ rows, total }: Page<LogLine>, pages: number): number[] {
  const numbers = (length: number) => Array.from({ length }, (_, number) => number);
  if (!rises(rows)) return numbers(pages);
  return total === null
    ? numbers(mostPages)
    : numbers(Math.ceil(total / take))
        .reverse()
        .slice(0, pages);
}

function isBefore(lines: readonly LogLine[], since = Number.NEGATIVE_INFINITY): boolean {
  return lines.some(({ time }) => time !== null && time < since);
}

/** Whether lines of the time since `since` (Unix milliseconds) may not be among these. */
export function lacksLinesSince({ lines, complete, newest }: LogLines, since: number): boolean {
  if (complete) return false;
  return !newest || !isBefore(lines, since);
}

function rises(lines: LogLine[]): boolean {
  const [one, other] = [lines[0]?.time ?? null, lines.at(-1)?.time ?? null];
  return one !== null && other !== null && one < other;
}

function newestFirst(lines: LogLine[]): LogLine[] {
  if (lines.some(({ time }) => time === null)) return lines;
  return lines.sort((one, other) => (other.time ?? 0) - (one.time ?? 0));
}
