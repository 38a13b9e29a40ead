import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SymbolServer } from '../../state/types.ts';
import type { Reply } from '../../testing/server.ts';
import { items, type SymboldTest, severalServers, startSymboldTest } from '../symbold/testing/symbold.ts';

let server: SymboldTest;
const one = () => server.state.symbolServers.find(({ id }) => id === 7) as SymbolServer;
const places = ['/universe/acme', '/universe/acme/project/migration-probe'];

beforeAll(async () => {
  server = await startSymboldTest();
});
afterAll(() => server.close());
beforeEach(() => {
  server.state.behaviour = {};
  server.state.symbolServers = severalServers();
});
const refusal = (...request: Parameters<SymboldTest['send']>) => server.refusal(...request);

test.each(['values', 'data', 'model', 'body'] as const)('lists can stand under %s', async (key) => {
  server.state.behaviour = { symboldList: key };
  const list = await server.json('GET', '/whitelist/7?take=2');
  expect(list).toEqual({ [key]: [expect.anything(), expect.anything()], total: 27, page: 0, take: 2 });
});

test('lists can be bare arrays', async () => {
  server.state.behaviour = { symboldList: 'array' };
  expect(await server.json('GET', '/whitelist/7?page=2')).toHaveLength(7);
});

test.each(['whitelist', 'blacklist'] as const)('%s: all pages, adding, removing', async (list) => {
  const all = one()[list].map(({ name }) => name);
  const seen: string[] = [];
  for (let page = 0; page * 10 < all.length; page++) {
    const { items: rows } = await server.json('GET', `/${list}/7?page=${page}&take=10`);
    seen.push(...rows.map((row: Reply) => row.symbolName));
  }
  expect(seen).toEqual(all);
  const { added } = await server.json('POST', `/${list}/7`, { model: ['new.pdb,AB1', 'm1.pdb'] });
  expect(added).toEqual([{ id: 113, symbolName: 'new.pdb,AB1', date: expect.stringMatching(/^20.*Z$/) }]);
  await server.json('DELETE', `/${list}/113`);
  expect(one()[list].map(({ name }) => name)).toEqual(all);
  expect(await refusal('DELETE', `/${list}/113`)).toEqual([404, `not found: item 113 of a ${list}`]);
  expect((await refusal('POST', `/${list}/7`, { model: [''] }))[0]).toBe(400);
  expect((await refusal('POST', `/${list}/7`, ['x']))[0]).toBe(400);
});

test('the skip list is searched and purged by text, by item and whole, and not added to', async () => {
  const names = ['a b/c%.pdb,1', 'A B/C%.pdb,2', 'other.pdb,3', 'more.pdb,4'];
  one().skiplist = items(4, 200, (place) => names[place] ?? '').map((item) => ({
    ...item,
    addedAt: server.coronerd.now(),
  }));
  const search = `/skiplist/7/text/${encodeURIComponent('b/c%.')}`;
  const found = await server.json('GET', `${search}?page=1&take=1`);
  expect([found.total, found.items[0].symbolName]).toEqual([2, names[1]]);
  expect(await server.json('DELETE', search)).toEqual({ removed: 2 });
  await server.json('DELETE', '/skiplist/202');
  expect((await server.json('GET', '/skiplist/7')).items.map((item: Reply) => item.id)).toEqual([203]);
  expect(await server.json('DELETE', '/skiplist/7/all')).toEqual({ removed: 1 });
  expect((await server.json('GET', '/skiplist/7')).total).toBe(0);
  expect((await server.send('POST', '/skiplist/7', { model: ['x'] })).status).toBe(404);
});

test('logs: newest first, by page and by text', async () => {
  one().log = Array.from({ length: 25 }, (_, place) => {
    return { timestamp: 1_700_000_000_000 + place, level: 'info', message: `line ${place} 50%` };
  });
  const logs = await server.json('GET', '/logs/symbolserver/7?page=2');
  expect(logs.items).toHaveLength(5);
  expect(logs.items.at(-1)).toEqual({
    date: '2023-11-14T22:13:20.000Z',
    level: 'info',
    message: 'line 0 50%',
  });
  const found = await server.json('GET', '/logs/symbolserver/7/text?page=0&take=2&text=LINE+2');
  expect([found.total, found.items.map(({ message }: Reply) => message)]).toEqual([
    6,
    ['line 24 50%', 'line 23 50%'],
  ]);
  expect(await refusal('GET', '/logs/symbolserver/7/text')).toEqual([400, 'text: missing']);
});

test('status of the service for a universe and for a project', async () => {
  one().enabled = false;
  const status = (place = '') => server.json('GET', `/status${place}`);
  const running = { status: 'running', queuedEvents: 0 };
  expect(await status(places[0])).toEqual({ ...running, symbolServers: 13, enabledSymbolServers: 12 });
  expect(await status(places[1])).toEqual({ ...running, symbolServers: 1, enabledSymbolServers: 0 });
});

test('the queue tells its events, their number and the symbols they want', async () => {
  server.state.behaviour = { symbold: ['queue-stuck'] };
  const where = { universeName: 'acme', projectName: 'desktop' };
  const add = (objectId: number, missingSymbols: string[]) =>
    server.json('POST', '/queue/add', { objectId, missingSymbols, ...where });
  const before = (await server.json('GET', '/queue/events/count')).count;
  expect(await add(291, ['a.pdb,AB1', 'b, c.pdb,CD2'])).toEqual({ added: 2 });
  await add(292, ['a.pdb,AB1']);
  expect(await server.json('GET', '/queue/events/count')).toEqual({ count: before + 3 });
  const events = await server.json('GET', '/queue/events');
  expect(events.items[before + 1]).toMatchObject({
    objectId: 291,
    symbolName: 'b, c.pdb',
    debugId: 'CD2',
    ...where,
  });
  expect((await server.json('GET', '/queue/missingSymbols')).items).toEqual([
    { symbolName: 'a.pdb,AB1', events: 2 },
    { symbolName: 'b, c.pdb,CD2', events: 1 },
  ]);
});

test.each([
  [{ missingSymbols: ['a.pdb,1'], universeName: 'acme', projectName: 'desktop' }, 400],
  [{ objectId: 1, missingSymbols: ['a.pdb'], universeName: 'acme', projectName: 'desktop' }, 400],
  [{ objectId: 1, missingSymbols: [], universeName: 'acme', projectName: 'desktop' }, 400],
  [{ objectId: 1, missingSymbols: ['a.pdb,1'], universeName: 'acme', projectName: 'no' }, 404],
])('an event of %j is refused with %i', async (body, status) => {
  expect((await refusal('POST', '/queue/add', body))[0]).toBe(status);
});
