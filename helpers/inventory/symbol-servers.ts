import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectRef, ReadableServer } from '../coronerd/server.ts';
import { NotServed } from '../coronerd/symbold/not-served.ts';
import type { SymboldScope } from '../coronerd/symbold/reading.ts';
import type { SymbolServer } from '../coronerd/symbold/symbol-server.ts';
import { Unanswered } from '../unanswered.ts';
import { type Entry, keyOf } from './entry.ts';
import { seenServer } from './seen-symbol-servers.ts';
import { keysOf } from './symbol-server-keys.ts';
import { settingsOf } from './symbol-server-settings.ts';

export const symboldType = 'symbold';
export const symbolServerType = 'symbol server';

/** What symbold holds: the entries to compare, and the server-local ids of the symbol servers by their key. */
export interface SymboldHeld {
  /** One of `symbold`, whether it is installed; one of each symbol server, or of a scope with `unanswered`. */
  entries: Entry[];
  ids: { key: string; scope: string; id: string }[];
}

type Server = Pick<
  ReadableServer,
  'universes' | 'config' | 'symbolServers' | 'symbolServer' | 'symboldStatus'
>;

/**
 * The symbol servers of each universe and each project that is not deleted, with all their settings but ids,
 * statistics and secrets; a request a universe and project, and one a symbol server. Servers that a project's list has
 * from its universe are not counted again. What cannot be asked is an entry with `unanswered`.
 */
export async function takeSymbolServers(
  server: Server,
  projects: readonly ProjectRef[],
  universe?: string,
): Promise<SymboldHeld> {
  const universes = (await server.universes()).filter(
    ({ name, deleted }) => !deleted && (universe === undefined || name === universe),
  );
  const lists = await Promise.all(universes.map(({ name }) => listOf(server, { universe: name })));
  const absent = await absenceOf(server, lists);
  if (absent !== undefined) return { entries: [installed(false, absent)], ids: [] };
  const below = await Promise.all(
    projects
      .filter(({ deleted }) => !deleted)
      .map(async ({ universe: home, name }) => {
        const above = lists.find(({ scope }) => scope.universe === home);
        const list = await listOf(server, { universe: home, project: name });
        return above ? withoutThoseOf(above, list) : list;
      }),
  );
  const held: SymboldHeld = { entries: [installed(true)], ids: [] };
  for (const list of [...lists, ...below]) await add(held, server, list);
  return held;
}

interface List {
  scope: SymboldScope;
  servers: SymbolServer[];
  error?: ServerRefused | Unanswered;
}

async function listOf(server: Server, scope: SymboldScope): Promise<List> {
  try {
    return { scope, servers: await server.symbolServers(scope) };
  } catch (error) {
    if (error instanceof ServerRefused || error instanceof Unanswered) return { scope, servers: [], error };
    throw error;
  }
}

/**
 * Proof that symbold is not installed: no universe's list is served, nor its status, and the server does not name it
 * among its services. Undefined where it is, or where it cannot be told. Clients reach it without looking at the
 * services (contract §2.3), so that their silence alone proves nothing.
 */
async function absenceOf(server: Server, lists: List[]): Promise<string | undefined> {
  const [first] = lists;
  if (!first || !lists.every(({ error }) => isNotServed(error))) return undefined;
  const status = await server.symboldStatus(first.scope).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!isNotServed(status)) return undefined;
  const services = await server.config().then(
    (config) => config.services.map(({ name }) => name),
    (): string[] => [],
  );
  if (services.includes('symbold')) return undefined;
  return `${first.error?.message}; ${status.message}; among its services is no symbold`;
}

function isNotServed(error: unknown): error is NotServed {
  return error instanceof NotServed || (error instanceof ServerRefused && [404, 501].includes(error.status));
}

function installed(is: boolean, proof?: string): Entry {
  return {
    type: symboldType,
    key: '(service)',
    fields: { installed: is, ...(proof === undefined ? {} : { proof }) },
  };
}

function withoutThoseOf(above: List, list: List): List {
  if (list.error) return list;
  // Without the universe's list, nobody knows which of these are its.
  if (above.error) return { ...list, servers: [], error: above.error };
  const ids = new Set(above.servers.map(({ id }) => id));
  return { ...list, servers: list.servers.filter(({ id }) => !ids.has(id)) };
}

async function add(held: SymboldHeld, server: Server, { scope, servers, error }: List): Promise<void> {
  const place = [scope.universe, ...(scope.project === undefined ? [] : [scope.project])];
  if (error) {
    held.entries.push({
      type: symbolServerType,
      key: keyOf(place),
      fields: { scope: keyOf(place) },
      unanswered: error.message,
    });
    return;
  }
  const detailed = await Promise.all(servers.map((each) => withDetails(server, each)));
  const keys = keysOf(
    place,
    detailed.map(({ row }) => row),
  );
  for (const [index, { row, problem }] of detailed.entries()) {
    const key = keys[index] ?? '';
    held.ids.push({ key, scope: keyOf(place), id: row.id });
    held.entries.push(seenServer(key, { scope: keyOf(place), ofUniverse: scope.project === undefined }, row));
    held.entries.push({
      type: symbolServerType,
      key,
      fields: { scope: keyOf(place), ...(problem === undefined ? settingsOf(row) : {}) },
      ...(problem === undefined ? {} : { unanswered: problem }),
    });
  }
}

async function withDetails(
  server: Server,
  row: SymbolServer,
): Promise<{ row: SymbolServer; problem?: string }> {
  try {
    return { row: merged(row, await server.symbolServer(row.id)) };
  } catch (error) {
    // A version without this page tells everything in its list.
    if (error instanceof NotServed) return { row };
    if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
    return { row, problem: error.message };
  }
}

/** The details, with what only the list tells. */
function merged(row: SymbolServer, details: SymbolServer): SymbolServer {
  const told = Object.entries(details).filter(([, value]) => value !== null);
  return {
    ...row,
    ...Object.fromEntries(told),
    credentials: details.credentials.kind === 'none' ? row.credentials : details.credentials,
    statistics: Object.values(details.statistics).some((value) => value !== null)
      ? details.statistics
      : row.statistics,
    others: { ...row.others, ...details.others },
    shape: row.shape === details.shape ? row.shape : `${row.shape}; details ${details.shape}`,
  };
}
