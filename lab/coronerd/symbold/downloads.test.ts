import { afterEach, expect, test, vi } from 'vitest';
import { heldSymbols, knownGoodSymbols, unconvertibleSymbols } from '../../symbol-server/known-symbols.ts';
import { type SymboldTest, startSymboldTest, symbolServer } from './testing/symbold.ts';

let running: SymboldTest | undefined;
const start: typeof startSymboldTest = async (...given) => {
  running = await startSymboldTest(...given);
  return running;
};
afterEach(() => running?.close());

const absent = { debugFile: 'nowhere.pdb', debugId: 'A'.repeat(33) };
const [good = absent] = knownGoodSymbols;
const installed = ({ state, pid }: SymboldTest) => state.symbols[pid] ?? [];
const names = ({ statistics: { successes, downloadFailures, conversionFailures } }: SymboldTest['known']) => [
  successes,
  downloadFailures,
  conversionFailures,
];

test.each(knownGoodSymbols)(
  '$debugFile is downloaded in its form of the path and installed',
  async (symbol) => {
    const server = await start();
    await server.wants(symbol);
    const held = heldSymbols.find(({ debugFile }) => debugFile === symbol.debugFile);
    expect(installed(server)).toEqual([
      expect.objectContaining({
        ...{ debugFile: symbol.debugFile, debugIdentifier: symbol.debugId, archiveId: 'ffffffffffffffff' },
        ...{ tag: 'symbold', content: held?.content.toString(), size: held?.content.length },
      }),
    ]);
    expect(server.known.statistics).toEqual({
      ...{ bytes: held?.content.length, successes: 1, downloadFailures: 0, conversionFailures: 0 },
    });
    const path = encodeURIComponent(held?.servedAs ?? '');
    expect(server.said().at(-1)).toMatch(
      new RegExp(`^Downloaded path http://symbols.acme.test/store/.*/${path} `),
    );
    expect(server.source.requests.at(-1)).toMatchObject({ host: 'symbols.acme.test', status: 200 });
    expect(server.symbold.events()).toEqual([]);
  },
);

test('the forms of the path are tried in the documented order', async () => {
  const server = await start({ retryLimit: 1 });
  await server.wants({ debugFile: 'a.b.pdb', debugId: '0F1' });
  expect(server.source.requests.map(({ path }) => path)).toEqual(
    ['a.b.pdb', 'a.b.pd_', 'a.b.sym', 'a.b.pdb.sym'].map((name) => `/store/a.b.pdb/0F1/${name}`),
  );
});

test("all documented pairs of name and id are tried, the symbols' own first", async () => {
  const server = await start({ retryLimit: 1 });
  const { scopeOf } = await import('../scope.ts');
  const { identify } = await import('../identity.ts');
  const scope = scopeOf(server.coronerd, identify(server.coronerd, server.token), 'acme', 'migration-probe');
  const module = { debugFile: 'game.pdb', debugId: 'AB1', codeFile: 'game.exe', codeId: '5F00A' };
  for (const hook of server.coronerd.onMissingSymbols) hook(scope, 12, [module]);
  await server.symbold.idle();
  const asked = server.source.requests.map(({ path }) => path.split('/').slice(2, 4).join('/'));
  expect([...new Set(asked)]).toEqual(['game.pdb/AB1', 'game.exe/5F00A', 'game.exe/AB1']);
});

test('what is compressed counts as a failed conversion and is not installed', async () => {
  const server = await start({ retryLimit: 2 });
  await server.wants(...unconvertibleSymbols);
  expect(installed(server)).toEqual([]);
  expect(names(server.known)).toEqual([0, 0, 2]);
  expect(server.said().join('\n')).toMatch(/Conversion failed- .*breakwater\.pd_ Message: a CAB archive/);
});

test('a file of another module is not installed', async () => {
  const content = Buffer.from(`MODULE Linux x86_64 ${'B'.repeat(33)} other.so\n`);
  const held = [{ ...absent, servedAs: absent.debugFile, content }];
  const server = await start({ retryLimit: 1 }, { held });
  await server.wants(absent);
  expect([installed(server), names(server.known)]).toEqual([[], [0, 0, 1]]);
});

test('a stored symbol is not downloaded again', async () => {
  const server = await start();
  await server.wants(good);
  const { length } = server.source.requests;
  await server.wants(good);
  expect(server.source.requests).toHaveLength(length);
  expect(server.said().at(-1)).toBe(
    `Symbol already stored- symbol: ${good.debugFile} debugId: ${good.debugId}`,
  );
});

test('what fails is tried up to the limit and then skipped', async () => {
  const server = await start();
  await server.wants(absent);
  expect(names(server.known)).toEqual([0, 3, 0]);
  expect(server.said().filter((line) => line.startsWith('Download failed'))).toEqual(
    Array(3).fill(
      `Download failed- symbol: nowhere.pdb debugId: ${absent.debugId} under url ${server.known.url} Message: HTTP 404`,
    ),
  );
  expect(server.said().at(-1)).toMatch(
    /^Retry limit hit- symbol: nowhere\.pdb .* Symbol server: store url: /,
  );
  const { items } = await server.json('GET', '/skiplist/7');
  expect(items).toEqual([expect.objectContaining({ symbolName: `nowhere.pdb,${absent.debugId}` })]);
  await server.wants(absent);
  expect(names(server.known)).toEqual([0, 3, 0]);
});

test('a failed download waits for its retry timeout in the queue; closing does not wait for it', async () => {
  const server = await start({ retryTimeout: 3_600 });
  const missingSymbols = [`${absent.debugFile},${absent.debugId}`];
  const where = { universeName: 'acme', projectName: 'migration-probe' };
  await server.json('POST', '/queue/add', { objectId: 1, missingSymbols, ...where });
  await vi.waitFor(() => expect(names(server.known)).toEqual([0, 1, 0]), { interval: 5 });
  expect(await server.json('GET', '/queue/events/count')).toEqual({ count: 1 });
});

test('entries of the skip list are flushed after twelve hours', async () => {
  const name = `${good.debugFile},${good.debugId}`;
  const item = (id: number, seconds: number) => ({ id, name, addedAt: -seconds });
  const server = await start({ skiplist: [item(1, 11 * 3_600)] });
  await server.wants(good);
  expect(server.said()).toEqual([expect.stringMatching(/^Skipped, on the skip list-/)]);
  const expired = [{ id: 2, name, addedAt: server.coronerd.now() - 12 * 3_600 - 5 }];
  server.known.skiplist = [...expired];
  await server.wants(good);
  expect(installed(server)).toHaveLength(1);
  server.known.skiplist = [...expired];
  expect((await server.json('GET', '/skiplist/7')).total).toBe(0);
});

test('blacklist and whitelist decide by file, or by file and debug id', async () => {
  const server = await start({ blacklist: [{ id: 1, name: good.debugFile.toUpperCase(), addedAt: 0 }] });
  await server.wants(good);
  server.known.blacklist = [];
  server.known.whitelistOnly = true;
  await server.wants(good);
  expect(server.said().map((line) => line.replace(/-.*/, ''))).toEqual([
    'Skipped, on the blacklist',
    'Skipped, not on the whitelist',
  ]);
  expect(server.source.requests).toEqual([]);
  await server.json('POST', '/whitelist/7', { model: [`${good.debugFile},${good.debugId}`] });
  await server.wants(good);
  expect(installed(server)).toHaveLength(1);
});

test('servers of the project come before those of its universe; others and disabled ones are not asked', async () => {
  const server = await start();
  const place = { universe: 'acme', project: null };
  const url = (name: string) => `http://symbols.acme.test/${name}`;
  server.state.symbolServers = [
    symbolServer({ id: 1, ...place, url: url('universe'), retryLimit: 1 }),
    symbolServer({ id: 2, url: url('project'), retryLimit: 1 }),
    symbolServer({ id: 3, url: url('off'), enabled: false }),
    symbolServer({ id: 4, url: url('elsewhere'), project: 'desktop' }),
    symbolServer({ id: 5, url: url('abroad'), universe: 'umbrella-labs', project: null }),
  ];
  await server.wants({ debugFile: 'a', debugId: '1' });
  const bases = server.source.requests.map(({ path }) => path.split('/')[1]);
  expect([...new Set(bases)]).toEqual(['project', 'universe']);
});

test('credentials are presented, also through a proxy', async () => {
  const credentials = { userName: 'jane', password: 's3cret' };
  const server = await start({ retryLimit: 1 }, { credentials });
  await server.wants(good);
  expect(server.said().join()).toMatch(/Message: HTTP 401/);
  Object.assign(server.known, {
    ...{ credentials, skiplist: [], url: 'https://behind.the.proxy.test/symbols' },
    proxy: { host: 'proxy.acme.test', port: 3_128, username: '', password: '' },
  });
  await server.wants(good);
  expect(installed(server)).toHaveLength(1);
  expect(server.source.requests.at(-1)).toMatchObject({ host: 'behind.the.proxy.test', status: 200 });
  expect(server.said().join()).not.toContain('s3cret');
});

test('the log is bounded', async () => {
  const log = Array.from({ length: 1_000 }, (_, index) => {
    return { timestamp: index, level: 'info' as const, message: `old ${index}` };
  });
  const server = await start({ log });
  await server.wants(good);
  expect(server.said()).toHaveLength(1_000);
  expect(server.said()[0]).toBe('old 4');
});

test('what coronerd misses is queued', async () => {
  const server = await start();
  const { scopeOf } = await import('../scope.ts');
  const { identify } = await import('../identity.ts');
  const scope = scopeOf(server.coronerd, identify(server.coronerd, server.token), 'acme', 'migration-probe');
  for (const hook of server.coronerd.onMissingSymbols) hook(scope, 12, [good]);
  expect(server.symbold.events()).toEqual([expect.objectContaining({ objectId: 12, ...good })]);
  await server.symbold.idle();
  expect(installed(server)).toHaveLength(1);
});
