import { auditType } from './audit.ts';
import type { Entry } from './entry.ts';

/**
 * What of the old audit log is not on the new server, by universe and day; new entries beside the old ones are fine.
 * Days before `since` (`YYYY-MM-DD`) are left out. `fresh` must hold every entry of its days.
 */
export function auditFindings(old: readonly Entry[], fresh: readonly Entry[], since = ''): string[] {
  const found = new Map(fresh.map((entry) => [entry.key, entry]));
  return [...old]
    .filter(({ key, unanswered }) => unanswered === undefined && dayOf(key) >= since)
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .flatMap((entry) => ofDay(entry, found.get(entry.key)));
}

/** The day in the key of an entry. */
export function dayOf(key: string): string {
  return key.slice(-10);
}

function ofDay(old: Entry, fresh: Entry | undefined): string[] {
  const named = `${old.key} (${auditType})`;
  const [before, after] = [countOf(old), fresh ? countOf(fresh) : 0];
  if (after === 0) return [`missing on new: ${named}: all ${before} entries of the day`];
  if (after < before) return [`different: ${named}: old ${before} entries, new ${after}`];
  const left = new Map<string, number>();
  for (const line of keptOf(fresh)) left.set(line, (left.get(line) ?? 0) + 1);
  const lost = keptOf(old).filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
  if (lost.length === 0) return [];
  const times = lost.slice(0, 3).map((line) => line.split(' ')[0]);
  return [
    `missing on new: ${named}: ${lost.length} of ${keptOf(old).length} entries looked for, at ${times.join(', ')}`,
  ];
}

export function countOf({ fields }: Entry): number {
  return Number(fields.count ?? 0);
}

function keptOf(entry: Entry | undefined): string[] {
  const kept = entry?.fields.kept;
  return Array.isArray(kept) ? kept.map(String) : [];
}
