import type { Filter, Folded } from '../coronerd/query.ts';
import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectName, ProjectRef, ReadableServer } from '../coronerd/server.ts';
import { Unanswered } from '../unanswered.ts';
import { type Entry, keyOf, type Plain } from './entry.ts';

export const errorCountType = 'errors';

type Server = Pick<ReadableServer, 'fold'>;

export const secondsOfDay = 86_400;
const mostSpans = 10_000;

/**
 * How many errors each project that is not deleted holds, up to and including `cutoff` (Unix seconds): total, groups
 * (unique fingerprints), first and last time, and how many on each day (UTC), `days` being null where the days do not
 * add up to the total. Two requests a project. A project that cannot be counted is an entry with `unanswered`; the others go on.
 */
export function takeErrorCounts(
  server: Server,
  projects: readonly ProjectRef[],
  cutoff: number,
): Promise<Entry[]> {
  return Promise.all(
    projects
      .filter(({ deleted }) => !deleted)
      .map(async (project) => {
        const entry: Entry = {
          type: errorCountType,
          key: keyOf([project.universe, project.name]),
          fields: {},
        };
        try {
          return { ...entry, fields: await countErrors(server, project, cutoff) };
        } catch (error) {
          if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
          return { ...entry, unanswered: error.message };
        }
      }),
  );
}

async function countErrors(
  server: Server,
  project: ProjectName,
  cutoff: number,
): Promise<Record<string, Plain>> {
  const [whole, byDay] = await Promise.all([
    server.fold(project, {
      filter: until(cutoff),
      fold: { timestamp: [['range']], fingerprint: [['unique']] },
    }),
    countBySpan(server, project, until(cutoff), secondsOfDay),
  ]);
  const cells = whole.groups[0]?.cells ?? {};
  const days = [...byDay].map(([start, count]): [string, number] => [isoDay(start), count]);
  const counted = days.reduce((sum, [, count]) => sum + count, 0);
  const [first, last] = cells['range(timestamp)'] ?? [];
  return {
    total: whole.total,
    groups: Number(cells['unique(fingerprint)']?.[0] ?? 0),
    first: isoTime(first),
    last: isoTime(last),
    // Days that do not add up, as where the server caps its groups, prove nothing.
    days: counted === whole.total ? Object.fromEntries(days) : null,
  };
}

/** Contract §3.8: the filter form that counts everything, whatever clients add by default. */
function until(cutoff: number): Filter {
  return {
    timestamp: [
      ['at-least', '1.'],
      ['at-most', `${Math.floor(cutoff)}.`],
    ],
  };
}

/**
 * Errors by span of so many seconds, keyed by the Unix second at which the span begins; one request. The virtual
 * column `quantize_uint` is preferred to `truncate_timestamp` because its spans depend on no time zone. Whether it
 * gives the number of the span or its first second is not known (contract §3.2): both are understood.
 */
export async function countBySpan(
  server: Server,
  project: ProjectName,
  filter: Filter,
  seconds: number,
): Promise<Map<number, number>> {
  const name = 'span';
  const column = { backing_column: 'timestamp', size: seconds, offset: 0 };
  const { groups } = await server.fold(project, {
    filter,
    virtual_columns: [{ name, type: 'quantize_uint', quantize_uint: column }],
    group: [name],
    limit: mostSpans,
  });
  return spansOf(groups, seconds);
}

function spansOf(groups: Folded['groups'], seconds: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { key, count } of groups) {
    const value = Number(key);
    if (!Number.isFinite(value)) continue;
    // No error is as old as 1970 plus the number of a day or an hour.
    const start = value < 1e8 && value * seconds < 1e11 ? value * seconds : value - (value % seconds);
    counts.set(start, (counts.get(start) ?? 0) + count);
  }
  return new Map([...counts].sort(([one], [other]) => one - other));
}

export function isoDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

export function isoTime(seconds: unknown): string | null {
  const value = Number(seconds ?? Number.NaN);
  return Number.isFinite(value) ? new Date(value * 1000).toISOString().replace('.000Z', 'Z') : null;
}
