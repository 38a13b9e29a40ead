import { createHash } from 'node:crypto';
import type { ReadableServer } from '../coronerd/server.ts';
import type { AuditEntry } from '../coronerd/status.ts';
import { type Entry, keyOf } from './entry.ts';

export const auditType = 'audit log';

/** How many entries of a day are kept to look for, half of them the oldest, half the newest. */
const usualSample = 200;

/**
 * The audit log up to and including `cutoff` (unix seconds), one entry a universe and day (UTC): how many there are, and
 * of at most `most` of them when and a digest of who did what in which part with what result. Messages are left out:
 * they may name the server. One request a universe. Throws `ServerRefused` where the login may not read it.
 */
export async function takeAudit(
  server: Pick<ReadableServer, 'universes' | 'audit'>,
  cutoff: number,
  most = usualSample,
): Promise<Entry[]> {
  const universes = (await server.universes()).filter(({ deleted }) => !deleted);
  const entries: Entry[] = [];
  for (const { name } of universes) {
    const log = (await server.audit(name)).filter(
      ({ timestamp, universe }) => timestamp <= cutoff && (universe || name) === name,
    );
    for (const [day, ofDay] of byDay(log)) {
      const kept = ofDay.sort((one, other) => one.timestamp - other.timestamp).map(lineOf);
      entries.push({
        type: auditType,
        key: `${keyOf([name])}/${day}`,
        fields: { count: kept.length, kept: endsOf(kept, most) },
      });
    }
  }
  return entries;
}

function byDay(log: readonly AuditEntry[]): Map<string, AuditEntry[]> {
  const days = new Map<string, AuditEntry[]>();
  for (const entry of log) {
    const day = new Date(entry.timestamp * 1_000).toISOString().slice(0, 10);
    const known = days.get(day);
    if (known) known.push(entry);
    else days.set(day, [entry]);
  }
  return days;
}

function endsOf(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, Math.ceil(most / 2)), ...lines.slice(-Math.floor(most / 2))];
}

/** Time of day, and what tells the entry from others. */
function lineOf({ timestamp, username, subsystem, result }: AuditEntry): string {
  const what = JSON.stringify([timestamp, username ?? '', subsystem ?? '', String(result ?? '')]);
  const time = new Date(timestamp * 1_000).toISOString().slice(11, 19);
  return `${time}Z ${createHash('sha256').update(what).digest('hex').slice(0, 12)}`;
}
