import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SymbolServer } from '../../../state/types.ts';
import type { Reply } from '../../../testing/server.ts';
import { type SymboldTest, severalServers, startSymboldTest } from '../testing/symbold.ts';

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

test('servers are listed by universe or project, each of its own scope, ten a page', async () => {
  const shared = await server.json('GET', `/symbolserver${places[0]}`);
  expect([shared.items.length, shared.total, shared.page, shared.take]).toEqual([10, 12, 0, 10]);
  const rest = await server.json('GET', `/symbolserver${places[0]}?page=1&take=10`);
  expect([...shared.items, ...rest.items].map(({ id }: Reply) => id)).toEqual(
    Array.from({ length: 12 }, (_, place) => 20 + place),
  );
  expect((await server.json('GET', `/symbolserver${places[0]}?page=2`)).items).toEqual([]);
  expect((await server.json('GET', `/symbolserver${places[1]}?take=100`)).items).toEqual([
    expect.objectContaining({ id: 7, scope: 'project', projectName: 'migration-probe', whiteList: false }),
  ]);
});

test('a row tells the settings and what was counted, and no secret', async () => {
  Object.assign(one(), {
    credentials: {
      userName: 'jane',
      password: 'hidden-1',
      aws: { bucketName: 'b', lowerFile: true, lowerId: false, usePdb: true },
    },
    proxy: { host: 'proxy.test', port: 3128, username: 'p', password: 'hidden-2' },
    statistics: { bytes: 5, successes: 4, downloadFailures: 3, conversionFailures: 2 },
  });
  const details = await server.json('GET', '/symbolserver/details/7');
  expect(details).toEqual({
    ...{ id: 7, name: 'store', url: 'http://symbols.acme.test/store', enabled: true, whiteList: false },
    ...{ scope: 'project', universeName: 'acme', projectName: 'migration-probe', retain: false },
    ...{ numberOfConcurrentDownload: 2, retryLimit: 3, retryTimeout: 0, timeout: 5 },
    serverCredentials: {
      userName: 'jane',
      awsConnection: { bucketName: 'b', lowerFile: true, lowerId: false, usePdb: true },
    },
    proxy: { host: 'proxy.test', port: 3128, username: 'p' },
    statistics: { totalBytesDownloaded: 5, successfulDownloads: 4, failedDownloads: 3, failedConversions: 2 },
    ...{ whiteListCount: 27, blackListCount: 12, skipListCount: 0 },
  });
});

test('a server is added with defaults, changed, disabled, enabled and removed', async () => {
  const url = 'http://symbols.acme.test/new';
  const credentials = { userName: 'u', password: 'p' };
  const model = { url, name: 'new', whitelist: true, retryLimit: 9, serverCredentials: credentials };
  const { id } = await server.json('POST', `/symbolserver${places[1]}`, model);
  const stored = () => server.state.symbolServers.find((each) => each.id === id);
  expect(stored()).toMatchObject({
    ...{ universe: 'acme', project: 'migration-probe', enabled: true, whitelistOnly: true, credentials },
    ...{ concurrentDownloads: 5, retryLimit: 9, retryTimeout: 60, timeout: 30, retain: false, proxy: null },
  });
  const proxy = { host: 'proxy.acme.test', port: 3128, username: 'a', password: 'b' };
  await server.json('PUT', `/symbolserver/${id}`, { whiteList: false, proxy, ignoreCredentials: true });
  expect(stored()).toMatchObject({ whitelistOnly: false, retryLimit: 9, proxy, credentials });
  await server.json('PUT', `/symbolserver/${id}`, { name: 'renamed', whitelist: true, proxy: null });
  expect(stored()).toMatchObject({ name: 'renamed', whitelistOnly: false, proxy: null, credentials: null });
  await server.json('PUT', `/symbolserver/${id}/disable`, {});
  expect(stored()?.enabled).toBe(false);
  await server.json('PUT', `/symbolserver/${id}/enable`, {});
  expect(stored()?.enabled).toBe(true);
  await server.json('DELETE', `/symbolserver/${id}`);
  expect([stored(), server.state.symbolServers.length]).toEqual([undefined, 14]);
});

test('a server that does not answer is only added by force', async () => {
  const model = { url: 'https://nowhere.test/s', name: 'n' };
  expect(await refusal('POST', `/symbolserver${places[0]}`, model)).toEqual([
    400,
    'the symbol server https://nowhere.test/s cannot be reached: getaddrinfo ENOTFOUND nowhere.test',
  ]);
  const added = await server.json('POST', `/symbolserver${places[0]}`, { ...model, force: true });
  expect(added).toMatchObject({ scope: 'universe', projectName: null, name: 'n' });
});

test.each([
  [{ name: 'n' }, /^url: /],
  [{ url: 'ftp://a.test', name: 'n' }, /^url: /],
  [{ url: 'http://a.test', name: ' ' }, /^name: /],
  [{ url: 'http://a.test', name: 'n', retryLimit: 'many' }, /^retryLimit: /],
  [{ url: 'http://a.test', name: 'n', proxy: { host: 'h', port: 70_000 } }, /^proxy\.port: /],
])('a server that is described as %j is refused', async (model, reason) => {
  const [status, text] = await refusal('POST', `/symbolserver${places[0]}`, model);
  expect([status, text]).toEqual([400, expect.stringMatching(reason)]);
  expect(server.state.symbolServers).toHaveLength(14);
});
