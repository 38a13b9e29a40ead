import { afterEach, describe, expect, test } from 'vitest';
import { Unanswered } from '../../unanswered.ts';
import { own } from '../../undo/owned.ts';
import { ServerRefused } from '../refused.ts';
import { connectNew } from '../server.ts';
import {
  type Answer,
  type Arrived,
  jsonBody,
  limits,
  recordingServer,
  settingsFor,
} from '../testing/recording-server.ts';
import { type LogLines, lacksLinesSince } from './log-pages.ts';
import { NotServed } from './not-served.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function serving(answer: Answer) {
  const recording = await recordingServer((arrived, response) =>
    arrived.path === '/api/login' ? { token: 'token-of-a-session' } : answer(arrived, response),
  );
  const server = connectNew(settingsFor(recording.port), { ...limits, maxHeldBytes: 8_000_000 });
  open.push(server, recording);
  const asked = () => recording.arrived.filter(({ path }) => path.startsWith('/api/symbold'));
  return { server, asked };
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'it was answered',
    (error: unknown) => error,
  );

const page = (arrived: Arrived, items: unknown[]) => {
  const [number, take] = ['page', 'take'].map((name) => Number(arrived.parameters.get(name)));
  return items.slice((number ?? 0) * (take ?? 0), ((number ?? 0) + 1) * (take ?? 0));
};
const lineAt = (time: number | null) => ({ time, level: null, message: '' });
const named = (count: number) => Array.from({ length: count }, (_, id) => ({ id, symbolName: `s${id}` }));

test('requests go to the paths of the contract, with the token in the headers', async () => {
  const { server, asked } = await serving(() => []);
  await server.symbolServers({ universe: 'a b' });
  await server.symbolServers({ universe: 'a b', project: 'c/d' });
  await server.symbolList('skiplist', '7', 'x y/z');
  await server.symbolServerLog('7', { text: 'Download failed' });
  expect(asked().map(({ path }) => path)).toEqual([
    '/api/symbold/symbolserver/universe/a%20b',
    '/api/symbold/symbolserver/universe/a%20b/project/c%2Fd',
    '/api/symbold/skiplist/7/text/x%20y%2Fz',
    '/api/symbold/logs/symbolserver/7/text',
  ]);
  expect(asked()[0]?.parameters.toString()).toBe('page=0&take=100');
  expect(asked()[3]?.parameters.get('text')).toBe('Download failed');
  expect(asked()[0]?.headers['x-coroner-token']).toBe('token-of-a-session');
});

describe('every page is read', () => {
  test.each<[string, Answer, number]>([
    ['of 250 items with a total', (arrived) => ({ items: page(arrived, named(250)), total: 250 }), 3],
    ['of 250 items as arrays', (arrived) => page(arrived, named(250)), 4],
    [
      'of 250 items, each with the count of its own page',
      (arrived) => ({ items: page(arrived, named(250)), count: page(arrived, named(250)).length }),
      4,
    ],
    ['of 250 items with their count', (arrived) => ({ data: page(arrived, named(250)), count: 250 }), 3],
    ['where the server ignores paging', () => named(250), 2],
    ['where the server ignores paging and counts', () => ({ body: { items: named(250), total: 250 } }), 2],
    [
      'where the server gives ten at most',
      (arrived) => {
        const number = Number(arrived.parameters.get('page'));
        return named(250).slice(number * 10, number * 10 + 10);
      },
      26,
    ],
  ])('%s', async (_, answer, requests) => {
    const { server, asked } = await serving(answer);
    const items = await server.symbolList('whitelist', '7');
    expect(items.map(({ name }) => name).sort()).toEqual(
      named(250)
        .map(({ symbolName }) => symbolName)
        .sort(),
    );
    expect(asked().length).toBe(requests);
  });

  test('fewer rows than the server says there are could not be found out', async () => {
    const { server } = await serving((arrived) => ({ items: page(arrived, named(150)), total: 250 }));
    const error = await failure(server.symbolList('blacklist', '7'));
    expect(error).toBeInstanceOf(Unanswered);
    expect(String(error)).toMatch(/250 rows, but all pages together have 150/);
  });

  test('pages without an end are given up', { timeout: 30_000 }, async () => {
    let made = 0;
    const { server } = await serving(() => [{ id: made++, name: 'x' }]);
    expect(String(await failure(server.symbolList('blacklist', '7')))).toMatch(
      /still new rows after 1000 pages/,
    );
  });
});

describe('a list is found', () => {
  const items = [{ id: 1, symbolName: 'a.pdb' }];
  test.each<[string, unknown]>([
    ['as the reply itself', items],
    ...['items', 'values', 'data', 'model', 'body', 'response', 'Items', 'results'].map(
      (name): [string, unknown] => [`under ${name}`, { [name]: items, totalCount: 1 }],
    ),
    ['one level deeper', { success: true, body: { items, total: '1' } }],
    ['two levels deeper', { response: { data: { values: items } } }],
  ])('%s', async (_, reply) => {
    const { server } = await serving(() => reply);
    expect(await server.symbolList('whitelist', '1')).toEqual([{ id: '1', name: 'a.pdb', addedAt: null }]);
  });

  test.each<[string, unknown, unknown[]]>([
    ['empty', { items: [], total: 0 }, []],
    ['null and counted as none', { items: null, total: 0 }, []],
  ])('%s', async (_, reply, expected) => {
    const { server } = await serving(() => reply);
    expect(await server.symbolList('whitelist', '1')).toEqual(expected);
  });

  test.each<[string, unknown, RegExp]>([
    ['an object without a list', { message: 'hello', password: 'hunter22' }, /no list: .*hello/],
    ['a list under an unknown name', { symbols: items }, /no list/],
    ['null without a count', { items: null }, /no list/],
    ['no success', { success: false, items: [] }, /no list: .*success/],
    ['rows of another kind', { items: [{ id: 1, nothing: 2 }] }, /a row that was not understood: .*nothing/],
    ['a number', 7, /no list: 7/],
  ])('not in %s: that could not be found out, and is no empty list', async (_, reply, said) => {
    const { server } = await serving(() => reply);
    const error = await failure(server.symbolList('whitelist', '1'));
    expect(error).toBeInstanceOf(Unanswered);
    expect(error).not.toBeInstanceOf(NotServed);
    expect(String(error)).toMatch(said);
    expect(String(error)).not.toContain('hunter22');
  });
});

describe('errors', () => {
  test.each([404, 501])('HTTP %i says that it is not served', async (status) => {
    const { server } = await serving((_, response) => response.writeHead(status).end('nothing here'));
    const error = await failure(server.symbolServers({ universe: 'u' }));
    expect(error).toBeInstanceOf(NotServed);
    expect(error).toMatchObject({ status });
  });

  test.each<[string, Answer]>([
    ['HTTP 500', (_, response) => response.writeHead(500).end('boom')],
    ['HTTP 400 with text', (_, response) => response.writeHead(400).end('no such thing')],
    ['HTML', (_, response) => response.end('<html>login</html>')],
    ['an empty body', (_, response) => response.end()],
  ])('%s could not be found out', async (_, answer) => {
    const { server } = await serving(answer);
    const error = await failure(server.symbolServers({ universe: 'u' }));
    expect(error).toBeInstanceOf(Unanswered);
    expect(error).not.toBeInstanceOf(NotServed);
  });

  test('an error that symbold names is a refusal', async () => {
    const { server } = await serving((_, response) =>
      response.writeHead(403).end('{"error":{"code":5,"message":"permission denied"}}'),
    );
    expect(await failure(server.symboldQueueCount())).toBeInstanceOf(ServerRefused);
  });
});

test.each<[unknown, number]>([
  [3, 3],
  [{ count: 4 }, 4],
  [{ data: { total: '5' } }, 5],
  [{ success: true, body: 6 }, 6],
  [[1, 2], 2],
])('the queue of %j has %i events', async (reply, count) => {
  const { server } = await serving(() => reply);
  expect(await server.symboldQueueCount()).toBe(count);
});

test('a queue without a number could not be found out', async () => {
  const { server } = await serving(() => ({ state: 'idle' }));
  expect(String(await failure(server.symboldQueueCount()))).toMatch(/no number: .*idle/);
});

describe('the log of a symbol server', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      date: new Date(1_700_000_000_000 + at * 1000).toISOString(),
      message: `line ${at}`,
    }));

  test.each<[string, (arrived: Arrived) => unknown]>([
    ['newest first', (arrived) => ({ items: page(arrived, lines(450).reverse()), total: 450 })],
    ['oldest first', (arrived) => ({ items: page(arrived, lines(450)), total: 450 })],
  ])('gives the newest lines of one that is %s', async (_, answer) => {
    const { server, asked } = await serving(answer);
    const log = await server.symbolServerLog('1', { most: 200 });
    expect(log.complete).toBe(false);
    expect(log.lines[0]?.message).toBe('line 449');
    expect(asked().length).toBeLessThanOrEqual(3);
    expect(await server.symbolServerLog('1')).toMatchObject({ complete: true, lines: { length: 450 } });
  });

  test('is read to the end where its oldest lines come first, without a total', async () => {
    const { server } = await serving((arrived) => page(arrived, lines(1550)));
    const log = await server.symbolServerLog('1', { most: 200 });
    expect(log.lines[0]?.message).toBe('line 1549');
    expect(log).toMatchObject({ complete: true, newest: true });
  });

  test.each([
    ['newest first', (all: object[]) => all.reverse()],
    ['oldest first', (all: object[]) => all],
  ])('that is %s is read back to a time, and no further', async (_, ordered) => {
    const all = ordered(lines(1550));
    const { server, asked } = await serving((arrived) => ({ items: page(arrived, all), total: 1550 }));
    const since = 1_700_000_000_000 + 1300 * 1000;
    const log = await server.symbolServerLog('1', { most: 20_000, since });
    expect(log.lines[0]?.message).toBe('line 1549');
    expect(lacksLinesSince(log, since)).toBe(false);
    expect(asked().length).toBeLessThanOrEqual(5);
  });

  test('whose end does not come is not read for ever, and that is told', { timeout: 30_000 }, async () => {
    let made = 0;
    const { server, asked } = await serving(() => lines(100 * ++made).slice(-100));
    expect(await server.symbolServerLog('1')).toMatchObject({ complete: false, newest: false });
    expect(asked().length).toBe(200);
  });

  const at = 1_700_000_000_000;
  test.each<[string, Partial<LogLines>, boolean]>([
    ['all lines', { complete: true }, false],
    ['lines of before', { lines: [lineAt(at + 5), lineAt(at - 5)] }, false],
    ['only lines of since', { lines: [lineAt(at + 5)] }, true],
    ['lines without times', { lines: [lineAt(null)] }, true],
    ['lines of before, but not the newest', { lines: [lineAt(at - 5)], newest: false }, true],
  ])('that is known by %s lacks lines since a time: %j', (_, log, lacks) => {
    expect(lacksLinesSince({ lines: [], complete: false, newest: true, ...log }, at)).toBe(lacks);
  });

  test('keeps lines that are equal, and reads a server that ignores paging once', async () => {
    const { server, asked } = await serving(() => ['failed', 'failed', 'done']);
    const log = await server.symbolServerLog('1');
    expect(log).toEqual({
      complete: true,
      newest: true,
      lines: ['failed', 'failed', 'done'].map((message) => ({ time: null, level: null, message })),
    });
    expect(asked()).toHaveLength(2);
  });
});

test('what is written goes as the contract says, and any reply that is no error is taken', async () => {
  const { server, asked } = await serving((_, response) => response.writeHead(200).end());
  const error = own({ universe: 'u', name: 'p', id: 123, mark: 'm' });
  await server.queueSymbols(error, [{ debugFile: 'a.pdb', debugId: 'AB1' }]);
  await server.removeSkipItem(own({ id: '7/8' }));
  const [added, removed] = asked();
  expect(added?.path).toBe('/api/symbold/queue/add');
  expect(added && jsonBody(added)).toEqual({
    objectId: 123,
    missingSymbols: ['a.pdb,AB1'],
    universeName: 'u',
    projectName: 'p',
  });
  expect([removed?.method, removed?.path]).toEqual(['DELETE', '/api/symbold/skiplist/7%2F8']);
});
