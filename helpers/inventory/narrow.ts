import type { ProjectName, ReadableServer } from '../coronerd/server.ts';
import { keyOf } from './entry.ts';
import type { CountDifference } from './error-count-findings.ts';
import { countBySpan, isoTime, secondsOfDay } from './error-counts.ts';

const hour = 3600;

/** A span of time in which the two servers hold different errors. */
export interface Span {
  /** ISO times, `to` not included. */
  from: string;
  to: string;
  old: number;
  new: number;
}

/**
 * The hours of a day (`2026-03-14`, UTC) in which the two servers hold different numbers of errors, up to and
 * including `cutoff` (Unix seconds); one request a side. Both servers must still run.
 */
export async function narrow(
  old: Pick<ReadableServer, 'fold'>,
  fresh: Pick<ReadableServer, 'fold'>,
  project: ProjectName,
  day: string,
  cutoff: number,
): Promise<Span[]> {
  const start = Date.parse(`${day}T00:00:00Z`) / 1000;
  const end = Math.min(start + secondsOfDay - 1, Math.floor(cutoff));
  const filter = {
    timestamp: [['at-least', `${start}.`] as [string, string], ['at-most', `${end}.`] as [string, string]],
  };
  const [before, after] = await Promise.all(
    [old, fresh].map((server) => countBySpan(server, project, filter, hour)),
  );
  const hours = Array.from({ length: 24 }, (_, index) => start + index * hour);
  return hours.flatMap((from): Span[] => {
    const [one, other] = [before?.get(from) ?? 0, after?.get(from) ?? 0];
    if (one === other) return [];
    return [{ from: isoTime(from) ?? '', to: isoTime(from + hour) ?? '', old: one, new: other }];
  });
}

/**
 * The finding of a difference in error counts, narrowed to hours of its first day where the old server still runs;
 * two requests.
 */
export async function narrowed(
  { finding, key, days }: CountDifference,
  projects: readonly ProjectName[],
  cutoff: number,
  old: Pick<ReadableServer, 'fold'> | undefined,
  fresh: Pick<ReadableServer, 'fold'>,
): Promise<string> {
  const [first] = days;
  const project = projects.find(({ universe, name }) => keyOf([universe, name]) === key);
  if (!old || !first || !project) return finding;
  const spans = await narrow(old, fresh, project, first.day, cutoff);
  const hours = spans
    .slice(0, 5)
    .map((span) => `${span.from} to ${span.to}: old ${span.old}, new ${span.new}`);
  return hours.length > 0 ? `${finding}; within ${hours.join('; ')}` : finding;
}
