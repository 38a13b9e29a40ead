import { expect, test } from 'vitest';
import { listNames } from '../coronerd/symbold/lists.ts';
import { knownGoodSymbols } from '../symbol-server/known-symbols.ts';
import { defaultPair } from './default-pair.ts';
import { probeProject, probeUniverse } from './probe-project.ts';
import type { ServerState, SymbolServer } from './types.ts';

const pair = defaultPair({ seed: 4, projects: 9, errors: 40, symbols: 12 });
const sides = [pair.old, pair.new];
const keyOf = ({ universe, project, name }: SymbolServer) => `${universe}/${project}/${name}`;
const names = (items: { name: string }[]) => items.map(({ name }) => name).sort();

/** Settings that a migration must keep; of the skip list nothing. */
function kept(state: ServerState): object {
  return Object.fromEntries(
    state.symbolServers
      .toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)))
      .map((server) => {
        const { id, statistics, log, skiplist, whitelist, blacklist, ...settings } = server;
        return [keyOf(server), { ...settings, whitelist: names(whitelist), blacklist: names(blacklist) }];
      }),
  );
}

test('a faultless migration keeps servers, settings, white and black lists', () => {
  expect(kept(pair.new)).toEqual(kept(pair.old));
  expect(pair.new.symbolServers.map(keyOf)).not.toEqual(pair.old.symbolServers.map(keyOf));
});

test('ids differ within a side, for servers and for items, and between the sides', () => {
  const ids = sides.map(({ symbolServers }) => symbolServers.map(({ id }) => id));
  const items = sides.map(({ symbolServers }) =>
    symbolServers.flatMap((server) => listNames.flatMap((list) => server[list].map(({ id }) => id))),
  );
  for (const list of [...ids, ...items]) expect(new Set(list).size).toBe(list.length);
  expect(ids[0]?.filter((id) => ids[1]?.includes(id))).toEqual([]);
});

test('every universe has the public servers, whose whitelists fill more than two pages', () => {
  for (const { symbolServers } of sides) {
    for (const universe of ['acme', 'umbrella-labs']) {
      const builtIn = symbolServers.filter((server) => {
        return server.universe === universe && server.name.startsWith('Backtrace server - ');
      });
      expect(builtIn.map(({ project, whitelistOnly }) => [project, whitelistOnly])).toEqual(
        Array(4).fill([null, true]),
      );
      expect(Math.min(...builtIn.map(({ whitelist }) => whitelist.length))).toBeGreaterThan(25);
    }
  }
});

test('the probe project has a server of the lab, with fresh entries on both skip lists', () => {
  const [before, after] = sides.map(({ symbolServers }) => {
    return symbolServers.find((one) => one.project === probeProject && one.universe === probeUniverse);
  });
  expect(before).toMatchObject({ enabled: true, whitelistOnly: false });
  expect(before?.url).toMatch(/^http:\/\/symbols\.acme\.test\//);
  expect(before?.blacklist.length).toBeGreaterThan(10);
  const fresh = (items = before?.skiplist) =>
    (items ?? []).filter(({ addedAt }) => addedAt < 0 && addedAt > -10 * 3_600).length;
  expect(fresh()).toBe(before?.skiplist.length);
  expect(after?.skiplist.length).toBeGreaterThan(10);
  expect(after?.skiplist.length).toBeLessThan(before?.skiplist.length ?? 0);
  expect(names(before?.skiplist ?? [])).toEqual(expect.arrayContaining(names(after?.skiplist ?? [])));
});

test('what was downloaded is counted anew: little, and some of it successes', () => {
  const total = ({ symbolServers }: ServerState) =>
    symbolServers.filter(({ enabled }) => enabled).map(({ statistics }) => statistics.successes);
  expect(Math.min(...total(pair.new))).toBeGreaterThan(0);
  expect(Math.max(...total(pair.new))).toBeLessThan(Math.min(...total(pair.old)));
});

test('no project has a symbol that the symbol server is known to hold', () => {
  const stored = sides.flatMap(({ symbols }) => Object.values(symbols).flat());
  const held = new Set(knownGoodSymbols.map(({ debugFile }) => debugFile));
  expect(stored.filter(({ debugFile }) => held.has(debugFile))).toEqual([]);
});
