import { probeProject } from '../state/probe-project.ts';
import type { ServerState, SymbolServer } from '../state/types.ts';
import { changed, type Fault, present } from './fault.ts';
import { inOneGo, inThisOrder, onOneLine } from './said.ts';

/** The symbol server of the project that takes the test errors. */
function ownSymbolServer({ symbolServers }: ServerState): SymbolServer {
  return present(
    symbolServers.find(({ project, enabled }) => project === probeProject && enabled),
    `symbol server of ${probeProject}`,
  );
}

function logs(message: (server: SymbolServer, place: number) => string, times: number) {
  return changed((state) => {
    const server = ownSymbolServer(state);
    const lines = Array.from({ length: times }, (_, place) => ({
      timestamp: -60_000 * (times - place),
      level: 'warn' as const,
      message: message(server, place),
    }));
    server.log.push(...lines);
  });
}

/** Faults of the section Symbolification that symbold itself shows. */
export const symboldFaults: Record<string, Fault> = {
  'symbol-server-labelled': {
    description: 'a custom symbol server is labelled as one of the vendor',
    red: ['symbol-servers.label'],
    also: ['symbol-servers.present', 'symbol-servers.lists'],
    says: onOneLine('Acme symbol store', 'Backtrace Server'),
    apply: changed((state) => {
      const server = ownSymbolServer(state);
      server.name = `Backtrace Server - ${server.name}`;
    }),
  },
  'downloads-all-failed': {
    description: 'not one download from a symbol server succeeded since the migration',
    red: ['symbol-servers.counts'],
    says: inOneGo('no download succeeded and 40 failed; on the old server ', /\d+/, ' succeeded'),
    apply: changed((state) => {
      const { statistics } = ownSymbolServer(state);
      Object.assign(statistics, { bytes: 0, successes: 0, downloadFailures: 40 });
    }),
  },
  'downloads-mostly-fail': {
    description: 'far more downloads fail than on the old server',
    red: ['symbol-servers.counts'],
    says: /% of the downloads failed; on the old server it was/,
    apply: changed((state) => {
      Object.assign(ownSymbolServer(state).statistics, { successes: 5, downloadFailures: 95 });
    }),
  },
  'symbol-server-counts-unreadable': {
    description: 'symbold tells successes and failures under a name that nobody knows',
    red: ['symbol-servers.counts'],
    outcome: 'error',
    says: onOneLine(
      'not understood',
      'acme/migration-probe/Acme symbol store: ',
      /counters: \{ totalBytesDownloaded: \d+/,
    ),
    apply: changed((state) => {
      state.behaviour.symboldFields = { ...state.behaviour.symboldFields, statistics: 'counters' };
    }),
  },
  'download-failed-repeatedly': {
    description: 'downloads fail again and again because the symbol server cannot be reached',
    red: ['symbold.logs'],
    says: onOneLine('downloads fail (5×): Download failed', 'EHOSTUNREACH'),
    apply: logs(
      ({ url }, place) =>
        `Download failed- symbol: core${place}.pdb debugId: ${'0'.repeat(32)}${place} under url ${url} Message: connect EHOSTUNREACH 192.0.2.7:80`,
      5,
    ),
  },
  'symbold-logs-fatal': {
    description: 'symbold logs a fatal error in words that nobody knows',
    red: ['symbold.logs'],
    says: /Acme symbol store: error \(1×\): The store is read-only/,
    apply: changed((state) => {
      const { log } = ownSymbolServer(state);
      log.push({ timestamp: -60_000, level: 'fatal', message: 'The store is read-only' });
    }),
  },
  'symbold-exception': {
    description: 'symbold logs an exception',
    red: ['symbold.logs'],
    says: /journal: exception \(1×\): Unhandled exception/,
    apply: changed((state) => {
      state.host.journal.push({
        unit: 'backtrace-symbold',
        transport: 'stdout',
        identifier: 'symbold',
        pid: 18_171,
        priority: 3,
        secondsAgo: 30,
        message: 'Unhandled exception TypeError: Cannot read properties of undefined',
      });
    }),
  },
  'symbold-journal-floods': {
    description: 'symbold logs so much that its journal cannot be read back over a day',
    red: ['symbold.logs'],
    outcome: 'error',
    says: /could not be read whole: the journal: 10000 lines/,
    apply: changed((state) => {
      const line = { unit: 'backtrace-symbold', transport: 'stdout', identifier: 'symbold' } as const;
      for (let count = 0; count < 10_001; count++) {
        const secondsAgo = 4_000 - count * 0.1;
        state.host.journal.push({
          ...line,
          pid: 18_171,
          priority: 6,
          secondsAgo,
          message: 'Waiting for work',
        });
      }
    }),
  },
  'symbold-download-fails': {
    description: 'symbold cannot download a symbol that its server holds',
    red: ['symbold.download'],
    says: onOneLine('Downloaded path', 'the log says: ', /failed/i),
    apply: changed((state) => {
      state.behaviour.symbold = [...(state.behaviour.symbold ?? []), 'download-fails'];
    }),
  },
  'symbold-queue-stuck': {
    description: 'the queue of symbold stands still',
    red: ['symbold.download'],
    says: inThisOrder('in the queue of symbold', 'waits'),
    apply: changed((state) => {
      state.behaviour.symbold = [...(state.behaviour.symbold ?? []), 'queue-stuck'];
    }),
  },
};
