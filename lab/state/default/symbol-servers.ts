import { symbolServerOrigin } from '../../symbol-server/address.ts';
import { probeProject, probeUniverse } from '../probe-project.ts';
import type { Random } from '../random.ts';
import { textOf } from '../row.ts';
import type { Row, SymbolServer } from '../types.ts';
import { symbolNames } from './symbol-names.ts';
import { inList, logOf } from './symbol-server-lists.ts';

type Scope = Pick<SymbolServer, 'universe' | 'project'>;
type Settings = Pick<SymbolServer, 'name' | 'url'> & Partial<SymbolServer>;

/** The public symbol servers that every organization has from the start (vendor's documentation). */
const publicServers = [
  ['msdl.microsoft.com', 'https://msdl.microsoft.com/download/symbols'],
  ['symbols.mozilla.org', 'https://symbols.mozilla.org'],
  ['electron-symbols.githubapp.com', 'https://electron-symbols.githubapp.com'],
  ['download.amd.com', 'https://download.amd.com/dir/bin'],
] as const;

const hour = 3_600;

/**
 * Symbol servers of an old server: the public ones in every universe, and custom ones in the first. `until` in unix
 * seconds; what must be recent is in seconds before the start (see `SymbolServer`).
 */
export function symbolServers(
  random: Random,
  tables: { universe: Row[]; project: Row[] },
  until: number,
): SymbolServer[] {
  const open = tables.universe.filter((row) => row.deleted !== 1).map((row) => textOf(row, 'name'));
  const builtIn = open.flatMap((universe) => {
    return publicServers.map(([host, url]) => publicServer(random, universe, host, url, until));
  });
  const servers = [...builtIn, ...customServers(random, tables, until)];
  let item = 0;
  for (const [place, server] of servers.entries()) {
    server.id = place + 1;
    for (const each of [...server.whitelist, ...server.blacklist, ...server.skiplist]) each.id = ++item;
  }
  return servers;
}

/** Downloads only what its whitelist names, which is longer than two pages of ten. */
function publicServer(
  random: Random,
  universe: string,
  host: string,
  url: string,
  until: number,
): SymbolServer {
  const count = random.integer(26, 34);
  return symbolServer(
    random,
    { universe, project: null },
    {
      name: `Backtrace server - ${host}`,
      url,
      whitelistOnly: true,
      whitelist: inList(symbolNames(random, count), () => until - random.integer(1, 300) * 24 * hour),
    },
  );
}

function customServers(
  random: Random,
  { universe, project }: { universe: Row[]; project: Row[] },
  until: number,
): SymbolServer[] {
  const home = universe.find((row) => row.name === probeUniverse);
  const other = project.find(
    (row) => row.universe === home?.id && row.deleted !== 1 && row.name !== probeProject,
  );
  const named = (count: number) =>
    inList(symbolNames(random, count), () => until - random.integer(1, 200) * 24 * hour);
  const skipped = (count: number) =>
    inList(symbolNames(random, count, true), () => -random.integer(60, 9 * hour));
  const servers = [
    symbolServer(
      random,
      { universe: probeUniverse, project: probeProject },
      {
        name: 'Acme symbol store',
        url: `${symbolServerOrigin}/store`,
        retryTimeout: 1,
        timeout: 10,
        retain: true,
        blacklist: named(14),
        skiplist: skipped(23),
      },
    ),
    symbolServer(
      random,
      { universe: probeUniverse, project: null },
      {
        name: 'Vendor drop',
        url: 'https://drop.vendor.test/symbols',
        enabled: false,
        credentials: { userName: 'acme', password: random.hex(20) },
        proxy: { host: 'proxy.acme.test', port: 3_128, username: 'symbold', password: random.hex(20) },
        blacklist: named(3),
      },
    ),
  ];
  if (!other) return servers;
  const aws = { bucketName: 'acme-symbols', lowerFile: true, lowerId: true, usePdb: false };
  const ofProject = { universe: probeUniverse, project: textOf(other, 'name') };
  return [
    ...servers,
    symbolServer(random, ofProject, {
      name: 'Build farm',
      url: `${symbolServerOrigin}/builds`,
      concurrentDownloads: 3,
      retryLimit: 2,
      retryTimeout: 2,
      blacklist: named(11),
      skiplist: skipped(12),
    }),
    symbolServer(random, ofProject, {
      name: 'Release archive',
      url: 'https://acme-symbols.s3.test',
      whitelistOnly: true,
      whitelist: named(227),
      credentials: { userName: random.hex(16), password: random.hex(32), aws },
    }),
  ];
}

function symbolServer(random: Random, scope: Scope, settings: Settings): SymbolServer {
  const { url, enabled = true } = settings;
  const successes = random.integer(40, 900);
  return {
    id: 0,
    ...scope,
    enabled: true,
    whitelistOnly: false,
    concurrentDownloads: 5,
    retryLimit: 3,
    retryTimeout: 60,
    timeout: 30,
    retain: false,
    credentials: null,
    proxy: null,
    whitelist: [],
    blacklist: [],
    skiplist: [],
    statistics: {
      bytes: successes * random.integer(200_000, 3_000_000),
      successes,
      downloadFailures: random.integer(20, 400),
      conversionFailures: random.integer(0, 6),
    },
    log: enabled ? logOf(random, url, { lines: 30, days: 6 }) : [],
    ...settings,
  };
}
