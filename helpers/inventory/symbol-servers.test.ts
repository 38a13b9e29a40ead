import { afterEach, describe, expect, test } from 'vitest';
import { connectOld } from '../coronerd/server.ts';
import { limits, recordingServer, settingsFor } from '../coronerd/testing/recording-server.ts';
import { settle, unansweredIn } from './entry.ts';
import { listFindings } from './symbol-list-findings.ts';
import { serverFindings, symboldOf, symbolServersOf } from './symbol-server-findings.ts';
import { takeSymbolServerLists } from './symbol-server-lists.ts';
import { takeSymbolServers } from './symbol-servers.ts';
import { answering, type World } from './testing/small-coronerd.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const project = { universe: 'main', name: 'p q', pid: 1, deleted: false };

const good = { debugFile: 'good.pdb', debugId: `${'CD'.repeat(16)}1` };

async function taken(world: Partial<World>) {
  const recording = await recordingServer(answering({ errors: {}, ...world }));
  const server = connectOld(settingsFor(recording.port, { side: 'old' }), limits);
  open.push(server, recording);
  const held = await takeSymbolServers(server, [project, { ...project, name: 'gone', deleted: true }]);
  return { held, lists: await takeSymbolServerLists(server, held, [good]) };
}

const row = (id: number, more: Record<string, unknown> = {}) => ({
  id,
  name: 'Corporate',
  url: 'https://symbols.example/x',
  enabled: true,
  whiteList: false,
  numberOfConcurrentDownload: 5,
  retryLimit: 3,
  retryTimeout: 60,
  timeout: 30,
  retain: false,
  serverCredentials: { userName: 'bob', password: 'hunter22' },
  ...more,
});

const worldOf = (...rows: ReturnType<typeof row>[]): Partial<World> => ({ symbolServers: { main: rows } });
const findings = async (old: Partial<World>, fresh: Partial<World>) => {
  const [before, after] = [await taken(old), await taken(fresh)];
  const result = serverFindings(before.held.entries, after.held.entries, {
    old: ['old.example'],
    new: ['new.example'],
  });
  const all = [...before.held.entries, ...after.held.entries, ...result.unanswered];
  return { ...result, settled: () => settle(result.findings, all, () => {}) };
};

describe('symbol servers', () => {
  test('of universes and projects are held once, without ids, statistics and secrets', async () => {
    const above = row(1);
    const { held } = await taken({
      symbolServers: {
        main: [above],
        'main/p q': [above, row(2, { name: 'Own', statistics: { successes: 5 } })],
      },
    });
    expect(symboldOf(held.entries)).toEqual({ installed: true, proof: '' });
    expect(symbolServersOf(held.entries).map(({ key }) => key)).toEqual(['main/Corporate', 'main/p q/Own']);
    expect(held.ids.map(({ id }) => id)).toEqual(['1', '2']);
    expect(JSON.stringify(held.entries)).not.toContain('hunter22');
    const compared = symbolServersOf(held.entries);
    expect(JSON.stringify(compared)).not.toMatch(/"id"|successes/);
    expect(compared[0]?.fields).toMatchObject({
      'retry limit': 3,
      credentials: { kind: 'basic', userName: 'bob' },
    });
  });

  test('with other ids, statistics and order, each naming its own server, do not differ', async () => {
    const old = [row(1, { url: 'https://old.example/store', bytes: 4 }), row(2, { name: 'Other' })];
    const fresh = [
      row(71, { name: 'Other', lastUsed: '2026-01-01' }),
      row(70, { url: 'https://new.example/store' }),
    ];
    expect((await findings(worldOf(...old), worldOf(...fresh))).settled()).toEqual([]);
  });

  test.each<[string, ReturnType<typeof row>[], RegExp[]]>([
    ['missing', [], [/^missing on new: main\/Corporate \(symbol server\)/]],
    [
      'disabled',
      [row(9, { enabled: false })],
      [/^different: main\/Corporate .*enabled: old true, new false/],
    ],
    ['at another URL', [row(9, { url: 'https://symbols.example/y' })], [/^different: .*url: old/]],
    [
      'tried another number of times',
      [row(9, { retryLimit: 4 })],
      [/^different: .*retry limit: old 3, new 4/],
    ],
    [
      'logged in to as another',
      [row(9, { serverCredentials: { userName: 'eve' } })],
      [/^different: .*credentials\.userName: old "bob", new "eve"/],
    ],
    ['reached by a proxy', [row(9, { proxy: { host: 'proxy', port: 1 } })], [/^different: .*proxy/]],
    ['one of two', [row(9), row(10, { name: 'More' })], [/^extra on new: main\/More/]],
  ])('that are %s differ', async (_, fresh, expected) => {
    const { findings: found } = await findings(worldOf(row(1)), worldOf(...fresh));
    expect(found).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });

  test('a setting that no row of a server tells is noted; one that only some tell differs', async () => {
    const untold = row(9, { retain: undefined });
    const one = await findings(worldOf(row(1)), worldOf(untold));
    expect([one.findings, one.notes]).toEqual([[], ['retain: not told by the new server, and not compared']]);
    const other = await findings(
      worldOf(row(1), row(2, { name: 'B' })),
      worldOf(untold, row(8, { name: 'B' })),
    );
    expect(other.findings).toEqual([expect.stringMatching(/^different: main\/Corporate .*retain/)]);
  });

  test.each(['url', 'enabled', 'retryLimit'])(
    'without %s in any row of a server could not be found out',
    async (field) => {
      const { settled } = await findings(worldOf(row(1)), worldOf(row(9, { [field]: undefined })));
      expect(settled).toThrow(/no row of the new server tells it/);
    },
  );

  test('a number that nobody knows is told where it is another', async () => {
    const [old, fresh] = [row(1, { priority: 1, same: 4 }), row(9, { priority: 2, same: 4 })];
    const { findings: found, notes } = await findings(worldOf(old), worldOf(fresh));
    expect(found).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(/^main\/Corporate: priority: old 1, new 2; not known/)]);
  });

  test('of one name in a scope are told apart by their URLs, in any order', async () => {
    const [one, other] = [row(1), row(2, { url: 'https://symbols.example/y', retryLimit: 5 })];
    const { findings: found } = await findings(
      worldOf(one, other),
      worldOf({ ...other, id: 30 }, { ...one, id: 31 }),
    );
    expect(found).toEqual([]);
  });

  test('of one name and one URL in a scope are told apart by their other settings, in any order', async () => {
    const [one, other] = [row(1), row(2, { retryLimit: 5 })];
    const same = await findings(worldOf(one, other), worldOf({ ...other, id: 30 }, { ...one, id: 31 }));
    expect(same.findings).toEqual([]);
  });

  test('a setting that nobody knows is compared where both servers have it', async () => {
    const old = row(1, { label: 'Corporate', mystery: true, onlyOld: 'x' });
    const fresh = row(9, { label: 'Backtrace Server', mystery: true, createdBy: 'x' });
    expect((await findings(worldOf(old), worldOf(fresh))).findings).toEqual([
      expect.stringMatching(/^different: .*other label: old "Corporate", new "Backtrace Server"/),
    ]);
  });

  test('of a scope that one side cannot tell of could not be found out; the others are compared', async () => {
    const old: Partial<World> = { symbolServers: { main: [row(1)], 'main/p q': [row(2, { name: 'Own' })] } };
    const fresh: Partial<World> = {
      symbolServers: { main: [] },
      broken: ['symbolserver/universe/main/project'],
    };
    const { findings: found, settled } = await findings(old, fresh);
    expect(found).toEqual([expect.stringMatching(/^missing on new: main\/Corporate/)]);
    expect(settled()).toEqual(found);
    const same = await findings(old, { ...fresh, symbolServers: { main: [row(3)] } });
    expect(() => same.settled()).toThrow(/main\/p q: .*HTTP 500/);
  });
});

describe('whether symbold is installed', () => {
  test('is no where nothing of it is served, with the proof', async () => {
    const { held, lists } = await taken({});
    expect(symboldOf(held.entries)).toMatchObject({ installed: false });
    expect(symboldOf(held.entries)?.proof).toMatch(
      /GET \/api\/symbold\/symbolserver.*HTTP 404; GET \/api\/symbold\/status.*HTTP 404; among its services is no symbold/,
    );
    expect([unansweredIn(held.entries), lists]).toEqual([[], []]);
  });

  test.each<[string, Partial<World>]>([
    ['the server names it among its services', { services: [{ name: 'symbold', endpoint: '/api/symbold' }] }],
    ['a part of it fails', { broken: ['symbolserver/universe/main'] }],
    ['its status fails', { broken: ['status'] }],
  ])('could not be found out where %s', async (_, world) => {
    const { held } = await taken(world);
    expect(symboldOf(held.entries)?.installed).toBe(true);
    expect(unansweredIn(held.entries).length).toBeGreaterThan(0);
  });
});

describe('lists of symbol servers', () => {
  const items = (count: number, date?: string) =>
    Array.from({ length: count }, (_, id) => ({ id, name: `s${id}.pdb`, ...(date ? { date } : {}) }));
  const listsOf = (lists: World['symbolLists'], id = 1): Partial<World> => ({
    ...worldOf(row(id)),
    symbolLists: lists ?? {},
  });
  const compare = async (old: Partial<World>, fresh: Partial<World>) => {
    const [before, after] = [await taken(old), await taken(fresh)];
    const servers = { old: before.held.entries, new: after.held.entries };
    const result = listFindings(before.lists, after.lists, servers);
    const all = [...before.lists, ...after.lists];
    return {
      findings: result.findings,
      notes: result.notes,
      settled: () => settle(result.findings, all, () => {}),
    };
  };

  test('an item of the third page that was lost is missing', async () => {
    const fresh = items(250).filter(({ id }) => id !== 231);
    const { findings: found } = await compare(
      listsOf({ 'whitelist/1': items(250) }),
      listsOf({ 'whitelist/9': fresh.reverse() }, 9),
    );
    expect(found).toEqual(['missing on new: s231.pdb in the whitelist of main/Corporate (old 250, new 249)']);
  });

  test('an empty blacklist, and one with more', async () => {
    const filled = listsOf({ 'blacklist/1': items(2) });
    expect((await compare(filled, listsOf({}))).findings).toEqual([
      'missing on new: s0.pdb in the blacklist of main/Corporate (old 2, new 0)',
      'missing on new: s1.pdb in the blacklist of main/Corporate (old 2, new 0)',
    ]);
    expect((await compare(listsOf({}), filled)).findings).toHaveLength(2);
  });

  test('of a server that is missing are one line', async () => {
    const { findings: found } = await compare(listsOf({ 'blacklist/1': items(30) }), worldOf());
    expect(found).toEqual([
      'missing on new: all 30 items of the blacklist of main/Corporate, with the server',
    ]);
  });

  test('that cannot be asked could not be found out', async () => {
    const broken = { ...listsOf({}), broken: ['blacklist'] };
    const result = await compare(listsOf({ 'blacklist/1': items(3) }), broken);
    expect(result.findings).toEqual([]);
    expect(() => result.settled()).toThrow(/blacklist main\/Corporate: .*HTTP 500/);
  });

  test("a skiplist of nothing but the pack's own symbols is empty", async () => {
    const own = ['migration-probe,AB1', 'migration-probe.pdb', `good.pdb,${'CD'.repeat(16)}1`];
    const result = await compare(
      listsOf({ 'skiplist/1': items(3, ago(1)) }),
      listsOf({ 'skiplist/1': own.map((name, id) => ({ id, name })) }),
    );
    expect(result.findings).toEqual([expect.stringMatching(/^missing on new: skiplist empty/)]);
  });

  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  test.each<[string, World['symbolLists'], World['symbolLists'], RegExp[], number]>([
    [
      'fresh and empty on new',
      { 'skiplist/1': items(3, ago(1)) },
      {},
      [/skiplist empty where the old one is fresh: main\/Corporate \(old 3 entries, the newest 60 min old/],
      0,
    ],
    [
      'fresh, with other entries on new',
      { 'skiplist/1': items(3, ago(1)) },
      { 'skiplist/1': [{ id: 9, name: 'x' }] },
      [],
      0,
    ],
    ['older than six hours', { 'skiplist/1': items(3, ago(6.1)) }, {}, [], 0],
    ['of unknown age', { 'skiplist/1': items(3) }, {}, [], 1],
    ['empty', {}, { 'skiplist/1': items(3, ago(1)) }, [], 0],
  ])('a skiplist that is %s', async (_, old, fresh, expected, notes) => {
    const result = await compare(listsOf(old), listsOf(fresh));
    expect(result.findings).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
    expect(result.notes).toHaveLength(notes);
  });
});
