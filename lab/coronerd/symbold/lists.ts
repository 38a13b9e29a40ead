import type { ServerState, SymbolListItem, SymbolServer } from '../../state/types.ts';
import type { ModuleName } from '../symbols/store.ts';

/** Lists of a symbol server. */
export const listNames = ['whitelist', 'blacklist', 'skiplist'] as const;
export type ListName = (typeof listNames)[number];

/** Seconds after which an entry of a skip list is flushed (the vendor says 12 hours). */
export const skipSeconds = 12 * 3_600;

/** Whether a list names the symbol: by its file alone, or by file and debug id. Case does not matter. */
export function lists(items: SymbolListItem[], { debugFile, debugId }: ModuleName): boolean {
  const names = new Set([debugFile.toLowerCase(), `${debugFile},${debugId}`.toLowerCase()]);
  return items.some((item) => names.has(item.name.toLowerCase()));
}

/** Drops what has been on the skip list for too long; `now` in unix seconds. */
export function flushSkiplist(server: SymbolServer, now: number): void {
  server.skiplist = server.skiplist.filter((item) => now - item.addedAt <= skipSeconds);
}

/** Adds names to a list of a server, except those that it has; returns the new items. */
export function addItems(
  state: ServerState,
  server: SymbolServer,
  list: ListName,
  names: string[],
  now: number,
): SymbolListItem[] {
  const known = new Set(server[list].map((item) => item.name.toLowerCase()));
  const added: SymbolListItem[] = [];
  let id = highestItemId(state);
  for (const name of names) {
    if (known.has(name.toLowerCase())) continue;
    known.add(name.toLowerCase());
    added.push({ id: ++id, name, addedAt: now });
  }
  server[list].push(...added);
  return added;
}

/** Ids of items differ throughout a state, since an item is removed by its id alone. */
function highestItemId({ symbolServers }: ServerState): number {
  let highest = 0;
  for (const server of symbolServers) {
    for (const list of listNames) {
      for (const item of server[list]) highest = Math.max(highest, item.id);
    }
  }
  return highest;
}
