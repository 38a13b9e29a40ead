import { logOf } from './default/symbol-server-lists.ts';
import type { Random } from './random.ts';
import type { SymbolListItem, SymbolServer } from './types.ts';

/**
 * The symbol servers as they were added to the symbold of another machine: other ids and order, counted from the start
 * again, and without what has expired on the skip lists meanwhile.
 */
export function recreatedSymbolServers(old: SymbolServer[], random: Random): SymbolServer[] {
  const firstId = random.integer(20, 60);
  let itemId = random.integer(1_000, 2_000);
  const renumbered = (items: SymbolListItem[]) =>
    random.shuffle(items).map((item) => ({ ...item, id: itemId++ }));
  return random.shuffle(structuredClone(old)).map((server, place) => ({
    ...server,
    id: firstId + place * 2,
    whitelist: renumbered(server.whitelist),
    blacklist: renumbered(server.blacklist),
    skiplist: renumbered(unexpired(server.skiplist)),
    statistics: server.enabled ? firstDownloads(random) : none,
    log: server.enabled ? logOf(random, server.url, { lines: 12, days: 1 }) : [],
  }));
}

const none: SymbolServer['statistics'] = {
  bytes: 0,
  successes: 0,
  downloadFailures: 0,
  conversionFailures: 0,
};

function firstDownloads(random: Random): SymbolServer['statistics'] {
  const successes = random.integer(6, 30);
  return {
    bytes: successes * random.integer(200_000, 3_000_000),
    successes,
    downloadFailures: random.integer(1, Math.ceil(successes / 3)),
    conversionFailures: 0,
  };
}

/** The newer two thirds of a skip list. */
function unexpired(items: SymbolListItem[]): SymbolListItem[] {
  const newest = [...items].sort((a, b) => b.addedAt - a.addedAt);
  return newest.slice(0, Math.ceil((items.length * 2) / 3));
}
