import { z } from 'zod';
import type { Entry } from './entry.ts';

const counted = z.object({
  total: z.number(),
  groups: z.number(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Null where the days do not add up to the total. */
  days: z.record(z.string(), z.number()).nullable(),
});

/** A project whose errors differ, and where. */
export interface CountDifference {
  /** `universe/project`, as the entries name it. */
  key: string;
  finding: string;
  /** Days (UTC) with different numbers, the first of them; empty where only a total or a time differs. */
  days: { day: string; old: number; new: number }[];
}

/**
 * What differs in the numbers of errors, a difference a project: errors missing on new or extra on new, with the days
 * on which; else groups or times that are different. Projects that either side could not count are left out.
 */
export function countDifferences(old: readonly Entry[], fresh: readonly Entry[]): CountDifference[] {
  const after = new Map(fresh.map((entry) => [entry.key, entry]));
  return old.flatMap((entry) => {
    const other = after.get(entry.key);
    if (entry.unanswered !== undefined || other?.unanswered !== undefined) return [];
    if (!other) {
      const { total } = counted.parse(entry.fields);
      return [{ key: entry.key, finding: `missing on new: all ${total} errors of ${entry.key}`, days: [] }];
    }
    const difference = compare(entry, other);
    return difference ? [difference] : [];
  });
}

function compare({ key, fields }: Entry, fresh: Entry): CountDifference | undefined {
  const [before, after] = [counted.parse(fields), counted.parse(fresh.fields)];
  const days = before.days && after.days ? differentDays(before.days, after.days) : [];
  const kinds = [
    amount('missing on new', days, (day) => day.old - day.new),
    amount('extra on new', days, (day) => day.new - day.old),
  ];
  const totals = `(old ${before.total}, new ${after.total})`;
  const where = days.slice(0, 5).map((day) => `${day.day} old ${day.old}, new ${day.new}`);
  const more = days.length > where.length ? [`and ${days.length - where.length} more days`] : [];
  if (days.length > 0) {
    return {
      key,
      finding: `${kinds.filter(Boolean).join(', ')}: errors of ${key} ${totals}: ${[...where, ...more].join('; ')}`,
      days,
    };
  }
  const other = (['total', 'groups', 'first', 'last'] as const).filter(
    (field) => before[field] !== after[field],
  );
  if (other.length === 0) return undefined;
  const values = other.map((field) => `${field}: old ${before[field]}, new ${after[field]}`);
  return { key, finding: `different: errors of ${key}, ${values.join('; ')}`, days: [] };
}

function differentDays(
  before: Record<string, number>,
  after: Record<string, number>,
): CountDifference['days'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .map((day) => ({ day, old: before[day] ?? 0, new: after[day] ?? 0 }))
    .filter((day) => day.old !== day.new);
}

function amount(
  kind: string,
  days: readonly { old: number; new: number }[],
  lacking: (day: { old: number; new: number }) => number,
): string {
  const count = days.reduce((sum, day) => sum + Math.max(0, lacking(day)), 0);
  return count > 0 ? `${kind} ${count}` : '';
}
