import { type Difference, difference } from './difference.ts';
import type { Entry, Plain } from './entry.ts';

/** A day (UTC) on which the two servers hold different numbers of errors. */
export interface DifferentDay {
  day: string;
  old: number;
  new: number;
}

/**
 * What differs between the counts of `takeErrorCounts`. Days are compared only where both servers' days add up.
 */
export function errorCountDifference(old: readonly Entry[], fresh: readonly Entry[]): Difference[] {
  const withDays = (entries: readonly Entry[]): Set<string> =>
    new Set(entries.filter(({ fields }) => fields.days !== null).map(({ key }) => key));
  const [before, after] = [withDays(old), withDays(fresh)];
  const comparable = (entry: Entry): Entry => {
    if (before.has(entry.key) && after.has(entry.key)) return entry;
    const { days: _, ...fields } = entry.fields;
    return { ...entry, fields };
  };
  return difference(old.map(comparable), fresh.map(comparable));
}

/** The days on which two entries of `takeErrorCounts` differ, in order; none where either side's days are not known. */
export function differentDays(old: Entry, fresh: Entry): DifferentDay[] {
  const [before, after] = [old.fields.days, fresh.fields.days];
  if (!isCounts(before) || !isCounts(after)) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .map((day) => ({ day, old: Number(before[day] ?? 0), new: Number(after[day] ?? 0) }))
    .filter((each) => each.old !== each.new);
}

function isCounts(value: Plain | undefined): value is Record<string, Plain> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
