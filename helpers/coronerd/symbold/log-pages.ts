import { type Page, take } from './pages.ts';
import type { LogLine } from './rows.ts';

/**
 * The newest lines of a log, newest first where they have times; at least a page, at most `most` rounded up to pages.
 * Which end of the log page 0 has is not known (contract §7): where its times rise, the last pages are read instead.
 * `complete` tells whether these are all lines there are.
 */
export async function newestLines(
  page: (number: number) => Promise<Page<LogLine>>,
  most: number,
): Promise<{ lines: LogLine[]; complete: boolean }> {
  const pages = Math.max(1, Math.ceil(most / take));
  const first = await page(0);
  const last = first.total === null ? 0 : Math.ceil(first.total / take) - 1;
  const fromEnd = rises(first.rows) && last >= pages;
  const seen = new Map<string, LogLine>();
  const start = fromEnd ? last - pages + 1 : 0;
  let ended = false;
  for (let number = start; number < start + pages && !ended; number++) {
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
  }
  const complete = first.total === null ? ended : seen.size >= first.total;
  return { lines: newestFirst([...seen.values()]), complete };
}

function rises(lines: LogLine[]): boolean {
  const [one, other] = [lines[0]?.time ?? null, lines.at(-1)?.time ?? null];
  return one !== null && other !== null && one < other;
}

function newestFirst(lines: LogLine[]): LogLine[] {
  if (lines.some(({ time }) => time === null)) return lines;
  return lines.sort((one, other) => (other.time ?? 0) - (one.time ?? 0));
}
