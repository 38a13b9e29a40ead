import { plainName } from '../coronerd/symbold/spellings.ts';
import { statisticNames } from '../coronerd/symbold/statistics.ts';
import type { SymbolServer } from '../coronerd/symbold/symbol-server.ts';
import type { Plain } from './entry.ts';

/** Fields that no version has to have, by what their names end in or hold: ids, times, who did it, and counters. */
const volatile =
  /(id|date|time|timestamp|at|by)$|^(scope|universename|projectname|universe|project)$|created|modified|updated|last|count|bytes|total|success|fail|download|statistic|queue|health|online|status|error/;

/** Name before what only a version's own rows have: compared where both servers have it. */
export const otherPrefix = 'other ';

/** Name before a number that nobody knows: it may be a setting or local to its server, so that it is told, not judged. */
export const numberPrefix = 'number ';

/** Without these, nobody can say that a symbol server is the same. */
export const coreSettings: readonly string[] = ['url', 'enabled', 'retry limit'];

/** The settings of a symbol server as they are compared; null is what its server does not tell. */
export function settingsOf(server: SymbolServer): Record<string, Plain> {
  const { credentials, proxy } = server;
  return {
    url: server.url,
    enabled: server.enabled,
    'whitelist only': server.whitelistOnly,
    'concurrent downloads': server.concurrentDownloads,
    'retry limit': server.retryLimit,
    'retry timeout': server.retryTimeout,
    timeout: server.timeout,
    retain: server.retain,
    credentials: { ...credentials },
    proxy: proxy && { ...proxy },
    ...Object.fromEntries(
      Object.entries(server.others)
        .filter(([name]) => isSetting(plainName(name)))
        .map(([name, value]) => [`${typeof value === 'number' ? numberPrefix : otherPrefix}${name}`, value]),
    ),
  };
}

function isSetting(name: string): boolean {
  return !volatile.test(name) && !statisticNames.includes(name);
}
