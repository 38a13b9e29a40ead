import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import type { SymbolListKind } from '../coronerd/symbold/reading.ts';
import type { SymbolListItem } from '../coronerd/symbold/rows.ts';
import { isOwnItem, type SymbolName } from '../payloads/own-symbols.ts';
import { Unanswered } from '../unanswered.ts';
import type { Entry, Plain } from './entry.ts';
import type { SymboldHeld } from './symbol-servers.ts';

const kinds: readonly SymbolListKind[] = ['whitelist', 'blacklist', 'skiplist'];

/**
 * Whitelist, blacklist and skiplist of each symbol server, all pages, by the key of its server: of the first two the
 * names; of the skiplist, whose entries expire, how many and when the newest was added (Unix seconds, null where that
 * is not told), without what this pack has put there: its made-up program and `knownGood`. A list that cannot be asked is an entry with `unanswered`.
 */
export async function takeSymbolServerLists(
  server: Pick<ReadableServer, 'symbolList'>,
  { ids }: Pick<SymboldHeld, 'ids'>,
  knownGood: readonly SymbolName[] = [],
): Promise<Entry[]> {
  const isOwn = ({ name }: SymbolListItem) => isOwnItem(name, knownGood);
  return Promise.all(
    ids.flatMap(({ key, scope, id }) =>
      kinds.map(async (kind): Promise<Entry> => {
        try {
          const items = await server.symbolList(kind, id);
          const held = kind === 'skiplist' ? skippedIn(items.filter((item) => !isOwn(item))) : namesIn(items);
          return { type: kind, key, fields: { scope, ...held } };
        } catch (error) {
          if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
          return { type: kind, key, fields: { scope }, unanswered: error.message };
        }
      }),
    ),
  );
}

function namesIn(items: SymbolListItem[]): Record<string, Plain> {
  return { items: items.map(({ name }) => name).sort() };
}

function skippedIn(items: SymbolListItem[]): Record<string, Plain> {
  const times = items.flatMap(({ addedAt }) => (addedAt === null ? [] : [addedAt]));
  const newest = times.reduce((latest, time) => Math.max(latest, time), 0);
  return {
    count: items.length,
    newest: newest > 0 ? newest : null,
    looked: Math.floor(Date.now() / 1000),
  };
}
