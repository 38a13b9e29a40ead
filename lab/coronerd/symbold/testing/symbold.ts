import { probeProject, probeUniverse } from '../../../state/probe-project.ts';
import type { SymbolServer } from '../../../state/types.ts';
import { symbolServerOrigin } from '../../../symbol-server/address.ts';
import { type SymbolServerProcess, startSymbolServer } from '../../../symbol-server/server.ts';
import { type Reply, smallState, startTestServer, type TestServer } from '../../../testing/server.ts';

/** A server whose symbold knows one symbol server, of the probe project, which runs. */
export interface SymboldTest extends TestServer {
  source: SymbolServerProcess;
  /** The one symbol server. */
  known: SymbolServer;
  pid: number;
  /** Any request below `/api/symbold`, with the headers of contract §7. */
  send(method: string, path: string, body?: unknown, token?: string): Promise<Response>;
  /** Status and body of a reply to the same. */
  refusal(...request: Parameters<SymboldTest['send']>): Promise<[status: number, body: string]>;
  /** The JSON of a reply that must be a success. */
  json(method: string, path: string, body?: unknown): Promise<Reply>;
  /** Queues symbols for the probe project and waits until they are worked off. */
  wants(...symbols: { debugFile: string; debugId: string }[]): Promise<void>;
  /** Messages of the log of the symbol server, oldest first. */
  said(): string[];
}

export function symbolServer(settings: Partial<SymbolServer> = {}): SymbolServer {
  return {
    ...{ id: 7, universe: probeUniverse, project: probeProject, name: 'store', enabled: true },
    ...{ url: `${symbolServerOrigin}/store`, whitelistOnly: false, concurrentDownloads: 2 },
    ...{ retryLimit: 3, retryTimeout: 0, timeout: 5, retain: false, credentials: null, proxy: null },
    ...{ whitelist: [], blacklist: [], skiplist: [], log: [] },
    statistics: { bytes: 0, successes: 0, downloadFailures: 0, conversionFailures: 0 },
    ...settings,
  };
}

/** So many items of a list, with ascending ids. */
export function items(count: number, first = 1, nameOf = (place: number) => `m${place}.pdb`) {
  return Array.from({ length: count }, (_, place) => {
    return { id: first + place, name: nameOf(place), addedAt: 1_780_000_000 };
  });
}

/** A server of the probe project (id 7, with lists), twelve of its universe, one of another universe (id 90). */
export function severalServers(): SymbolServer[] {
  const shared = { universe: probeUniverse, project: null };
  return [
    symbolServer({ whitelist: items(27), blacklist: items(12, 101) }),
    ...Array.from({ length: 12 }, (_, place) => {
      return symbolServer({ id: 20 + place, ...shared, name: `shared ${place}` });
    }),
    symbolServer({ id: 90, universe: 'umbrella-labs', project: null }),
  ];
}

export async function startSymboldTest(
  settings: Partial<SymbolServer> = {},
  options: Parameters<typeof startSymbolServer>[0] = {},
): Promise<SymboldTest> {
  const source = await startSymbolServer(options);
  const state = smallState();
  state.symbolServers = [symbolServer(settings)];
  const hosts = {
    [symbolServerOrigin]: source.origin,
    'http://proxy.acme.test:3128': source.origin,
  };
  const server = await startTestServer(state, { symbolHosts: hosts });
  const [known] = state.symbolServers as [SymbolServer];
  const send: SymboldTest['send'] = (method, path, body, token = server.token) => {
    return fetch(`${server.url}/api/symbold${path}`, {
      method,
      headers: { 'x-coroner-token': token, 'x-coroner-location': server.url },
      body: body === undefined ? null : JSON.stringify(body),
    });
  };
  const json: SymboldTest['json'] = async (method, path, body) => {
    const response = await send(method, path, body);
    if (response.status >= 300) throw new Error(`${method} ${path}: ${response.status}`);
    return response.json();
  };
  return {
    ...server,
    source,
    known,
    pid: Number(state.configuration.project?.find((row) => row.name === probeProject)?.pid),
    send,
    refusal: async (...request) => {
      const response = await send(...request);
      return [response.status, await response.text()];
    },
    json,
    wants: async (...symbols) => {
      const missingSymbols = symbols.map(({ debugFile, debugId }) => `${debugFile},${debugId}`);
      const where = { universeName: probeUniverse, projectName: probeProject };
      await json('POST', '/queue/add', { objectId: 1, missingSymbols, ...where });
      await server.symbold.idle();
    },
    said: () => known.log.map(({ message }) => message),
    close: async () => {
      await server.close();
      await source.close();
    },
  };
}
