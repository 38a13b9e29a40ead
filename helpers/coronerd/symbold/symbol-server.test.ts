import { describe, expect, test } from 'vitest';
import { readListItem, readLogLine } from './rows.ts';
import { readSymbolServer } from './symbol-server.ts';

const row = { id: 3, name: 'Corporate', url: 'https://symbols.example/x' };

describe('a row of a symbol server', () => {
  test('as clients send it', () => {
    const server = readSymbolServer({
      ...row,
      enabled: true,
      whiteList: false,
      numberOfConcurrentDownload: 5,
      retryLimit: '3',
      retryTimeout: 60,
      timeout: 30,
      retain: 0,
      serverCredentials: null,
      proxy: null,
      statistics: {
        totalBytesDownloaded: 7,
        successfulDownloads: 4,
        failedDownloads: 2,
        failedConversions: 1,
      },
    });
    expect(server).toEqual({
      id: '3',
      name: 'Corporate',
      url: 'https://symbols.example/x',
      enabled: true,
      whitelistOnly: false,
      concurrentDownloads: 5,
      retryLimit: 3,
      retryTimeout: 60,
      timeout: 30,
      retain: false,
      credentials: {
        kind: 'none',
        userName: null,
        bucket: null,
        lowerFile: null,
        lowerId: null,
        usePdb: null,
      },
      proxy: null,
      statistics: { bytes: 7, successes: 4, downloadFailures: 2, conversionFailures: 1, failures: 3 },
      others: {},
      shape: expect.stringMatching(/^\{ id: 3, name: text, url: text, .*failedDownloads: 2, .*\}$/),
    });
  });

  test.each<[object, boolean | null]>([
    [{ enabled: 1 }, true],
    [{ isEnabled: 'false' }, false],
    [{ Disabled: true }, false],
    [{ is_disabled: 0 }, true],
    [{ state: 'disabled' }, false],
    [{ status: 'Enabled' }, true],
    [{ state: 'downloading' }, null],
    [{}, null],
  ])('with %j is enabled: %j', (more, enabled) => {
    expect(readSymbolServer({ ...row, ...more })?.enabled).toBe(enabled);
  });

  test.each<[object, boolean | null]>([
    [{ whitelist: true }, true],
    [{ whiteList: false }, false],
    [{ isWhitelist: 1 }, true],
    [{ use_whitelist: 'no' }, false],
    [{ whitelist: ['a.pdb'], whitelistOnly: true }, true],
    [{ whitelist: ['a.pdb'] }, null],
  ])('with %j downloads only what is whitelisted: %j', (more, only) => {
    expect(readSymbolServer({ ...row, ...more })?.whitelistOnly).toBe(only);
  });

  test.each<[object, object]>([
    [{}, { successes: null, failures: null, bytes: null }],
    [
      { successes: 1, failures: 2, bytes: 3 },
      { successes: 1, failures: 2, bytes: 3 },
    ],
    [
      { stats: { successCount: '1', failureCount: '2', totalBytes: '3' } },
      { successes: 1, failures: 2, bytes: 3 },
    ],
    [
      { statistics: { success: 1, failures: { download: 4, conversion: 5 } } },
      { successes: 1, failures: 9, downloadFailures: 4, conversionFailures: 5 },
    ],
  ])('with %j has the statistics %j', (more, statistics) => {
    expect(readSymbolServer({ ...row, ...more })?.statistics).toMatchObject(statistics);
  });

  test.each<[object, object]>([
    [{ serverCredentials: { userName: 'bob', password: 'hunter22' } }, { kind: 'basic', userName: 'bob' }],
    [{ credentials: { username: 'bob' } }, { kind: 'basic', userName: 'bob' }],
    [
      { userName: 'bob', password: 'hunter22' },
      { kind: 'basic', userName: 'bob' },
    ],
    [
      { credentials: true, userName: 'bob' },
      { kind: 'basic', userName: 'bob' },
    ],
    [{ serverCredentials: {} }, { kind: 'none', userName: null }],
    [
      {
        serverCredentials: {
          userName: 'AKIAhunter22',
          awsConnection: { bucketName: 'b', lowerFile: 1, lowerId: false },
        },
      },
      {
        kind: 'aws',
        bucket: 'b',
        lowerFile: true,
        lowerId: false,
        userName: expect.stringMatching(/^sha256:/),
      },
    ],
    [{ gcsConnection: { bucket: 'g', privateKey: 'hunter22' } }, { kind: 'gcs', bucket: 'g' }],
  ])('with %j is logged in to so: %j', (more, access) => {
    const server = readSymbolServer({ ...row, ...more });
    expect(server?.credentials).toMatchObject(access);
    expect(JSON.stringify(server)).not.toContain('hunter22');
  });

  test('holds no secret of its URL, its proxy, or of fields that nobody knows', () => {
    const server = readSymbolServer({
      ...row,
      url: 'https://bob:hunter22@symbols.example/x',
      proxy: { host: 'http://eve:hunter22@proxy', port: '3128', username: 'eve', password: 'hunter22' },
      apiKey: 'hunter22',
      label: 'Backtrace Server',
      isPublic: true,
      nested: { a: 'hunter22' },
    });
    expect(JSON.stringify(server)).not.toContain('hunter22');
    expect(server?.proxy).toMatchObject({ port: 3128, userName: 'eve' });
    expect(server?.others).toEqual({ label: 'Backtrace Server', isPublic: true });
  });

  test.each([null, 'x', [], {}, { id: 1 }, { name: 'no id' }])('%j is none', (other) => {
    expect(readSymbolServer(other)).toBeUndefined();
  });
});

test.each<[unknown, object | undefined]>([
  ['a.pdb', { id: null, name: 'a.pdb', addedAt: null }],
  [
    { id: 7, symbolName: 'a.pdb', date: '2026-03-14T01:02:03Z' },
    { id: '7', name: 'a.pdb', addedAt: 1773450123 },
  ],
  [
    { id: 'x', name: 'a', createdAt: 1773450123 },
    { id: 'x', name: 'a', addedAt: 1773450123 },
  ],
  [
    { id: 'x', symbol: 'a', timestamp: 1773450123456 },
    { id: 'x', name: 'a', addedAt: 1773450123 },
  ],
  [
    { debugFile: 'a', debugId: 'B1', date: '2026-03-14 01:02:03' },
    { id: null, name: 'a,B1', addedAt: 1773450123 },
  ],
  [
    { name: 'a,B1', debugId: 'B1', date: 'yesterday' },
    { id: null, name: 'a,B1', addedAt: null },
  ],
  [{ id: 7 }, undefined],
])('the item %j is %j', (item, expected) => {
  expect(readListItem(item)).toEqual(expected);
});

test.each<[unknown, object | undefined]>([
  ['Download failed', { time: null, level: null, message: 'Download failed' }],
  [
    { message: 'a', level: 'warn', timestamp: 1773450123456 },
    { time: 1773450123456, level: 'warn', message: 'a' },
  ],
  [
    { text: 'a', date: '2026-03-14T01:02:03Z' },
    { time: 1773450123000, level: null, message: 'a' },
  ],
  [
    { log: 'a', severity: 'info' },
    { time: null, level: 'info', message: 'a' },
  ],
  [{ id: 1 }, undefined],
])('the line %j is %j', (line, expected) => {
  expect(readLogLine(line)).toEqual(expected);
});
