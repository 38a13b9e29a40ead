import type { SymbolListItem, SymbolServer } from '../../../state/types.ts';
import type { SymbolEvent } from '../event.ts';

/** A symbol server as symbold shows it: without its secrets. */
export function serverRow(server: SymbolServer): object {
  const { credentials, proxy, statistics } = server;
  return {
    id: server.id,
    name: server.name,
    url: server.url,
    scope: server.project === null ? 'universe' : 'project',
    universeName: server.universe,
    projectName: server.project,
    enabled: server.enabled,
    whiteList: server.whitelistOnly,
    numberOfConcurrentDownload: server.concurrentDownloads,
    retryLimit: server.retryLimit,
    retryTimeout: server.retryTimeout,
    timeout: server.timeout,
    retain: server.retain,
    serverCredentials: credentials && {
      userName: credentials.userName,
      ...(credentials.aws ? { awsConnection: { ...credentials.aws } } : {}),
    },
    proxy: proxy && { host: proxy.host, port: proxy.port, username: proxy.username },
    statistics: {
      totalBytesDownloaded: statistics.bytes,
      successfulDownloads: statistics.successes,
      failedDownloads: statistics.downloadFailures,
      failedConversions: statistics.conversionFailures,
    },
  };
}

export function itemRow({ id, name, addedAt }: SymbolListItem): object {
  return { id, symbolName: name, date: new Date(addedAt * 1000).toISOString() };
}

export function eventRow(event: SymbolEvent): object {
  return {
    id: event.id,
    universeName: event.universe,
    projectName: event.project,
    objectId: event.objectId,
    symbolName: event.debugFile,
    debugId: event.debugId,
    date: new Date(event.addedAt * 1000).toISOString(),
  };
}
