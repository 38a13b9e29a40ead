import type { Entry } from './entry.ts';
import { type Findings, Lines } from './finding-lines.ts';
import { compareNames } from './symbol-comparison.ts';
import { comparable } from './symbol-server-findings.ts';

/** Entries of a skiplist expire after about 12 h; one younger than this, in seconds, should be on both servers. */
const fresh = 6 * 3600;

/** What is said with every comparison of skiplists. */
export const skiplistNote =
  'skiplist: entries expire after about 12 h and come anew, so only a list that is fresh on the old server and empty on the new one counts';

/**
 * What differs in whitelists and blacklists, an item a line; and skiplists that are empty on the new server though the
 * old one's is fresh. `servers` are the entries of the symbol servers of both sides: lists of what could not be asked
 * are not compared.
 */
export function listFindings(
  old: readonly Entry[],
  after: readonly Entry[],
  servers: { old: readonly Entry[]; new: readonly Entry[] },
): Findings {
  const lines = new Lines();
  const isComparable = comparable(servers.old, servers.new);
  const others = new Map(after.map((entry) => [`${entry.type} ${entry.key}`, entry]));
  for (const entry of old) {
    const other = others.get(`${entry.type} ${entry.key}`);
    others.delete(`${entry.type} ${entry.key}`);
    if (entry.unanswered !== undefined || other?.unanswered !== undefined || !isComparable(entry)) continue;
    if (entry.type === 'skiplist') compareSkiplist(entry, other, lines);
    else compareItems(entry, other, lines);
  }
  // What only the new server has: its items are extra.
  for (const other of others.values()) {
    if (other.type === 'skiplist' || other.unanswered !== undefined || !isComparable(other)) continue;
    compareItems({ ...other, fields: { items: [] } }, other, lines);
  }
  return lines;
}

/** How many items of each kind of list there are, and of how many lists. */
export function listTotals(entries: readonly Entry[]): string {
  const parts = ['whitelist', 'blacklist', 'skiplist'].map((kind) => {
    const lists = entries.filter(({ type, unanswered }) => type === kind && unanswered === undefined);
    const items = lists.reduce((sum, { fields }) => sum + countOf(fields), 0);
    return `${items} in ${lists.length} ${kind}s`;
  });
  return parts.join(', ');
}

function compareItems({ type, key, fields }: Entry, other: Entry | undefined, lines: Lines): void {
  const before = itemsOf(fields);
  const after = itemsOf(other?.fields ?? {});
  if (!other && before.length > 0) {
    lines.add('missing on new', () => `all ${before.length} items of the ${type} of ${key}, with the server`);
    return;
  }
  const { missing, extra } = compareNames({ upTo: before, later: [] }, { upTo: after, later: [] });
  const counts = `${type} of ${key} (old ${before.length}, new ${after.length})`;
  for (const name of missing) lines.add('missing on new', () => `${name} in the ${counts}`);
  for (const name of extra) lines.add('extra on new', () => `${name} in the ${counts}`);
}

function compareSkiplist({ key, fields }: Entry, other: Entry | undefined, lines: Lines): void {
  const count = countOf(fields);
  if (!other || count === 0 || countOf(other.fields) > 0) return;
  const { newest } = fields;
  if (typeof newest !== 'number') {
    lines.notes.push(
      `the skiplist of ${key} is empty on the new server; the old one has ${count} entries of unknown age`,
    );
    return;
  }
  // By the look at the new server: what was fresh when a baseline was captured may have expired since.
  const age = Number(other.fields.looked) - newest;
  if (age > fresh) return;
  const minutes = Math.max(0, Math.round(age / 60));
  lines.add(
    'missing on new',
    () =>
      `skiplist empty where the old one is fresh: ${key} (old ${count} entries, the newest ${minutes} min old; new 0)`,
  );
}

function itemsOf({ items }: Entry['fields']): string[] {
  return Array.isArray(items) ? items.map(String) : [];
}

function countOf(fields: Entry['fields']): number {
  return typeof fields.count === 'number' ? fields.count : itemsOf(fields).length;
}
