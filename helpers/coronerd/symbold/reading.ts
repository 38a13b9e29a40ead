import type { Ask } from '../ask.ts';
import { type Asked, jsonOf } from '../reply.ts';
import type { ApiRequest } from '../request.ts';
import { type LogLines, newestLines } from './log-pages.ts';
import { NotServed } from './not-served.ts';
import { boundedPages, everyRow, notUnderstood, type Page, pageOf, take } from './pages.ts';
import { readCount, readListItem, readLogLine, readQueued, type SymbolListItem } from './rows.ts';
import { objectIn } from './spellings.ts';
import { readSymbolServer, type SymbolServer, serverFields } from './symbol-server.ts';

/** A universe, or one of its projects. */
export interface SymboldScope {
  universe: string;
  project?: string;
}

export type SymbolListKind = 'whitelist' | 'blacklist' | 'skiplist';

/**
 * What symbold tells (contract §7). Each call throws `NotServed` for HTTP 404 and 501, `ServerRefused` for an error
 * that symbold names, and `Unanswered` for whatever is not understood: never is that an empty list.
 */
export function readingSymbold(ask: Ask) {
  const get = async (
    path: string,
    query: ApiRequest['query'] = {},
  ): Promise<{ json: unknown; asked: Asked; bytes: number }> => {
    const request: ApiRequest = { method: 'GET', path: `/api/symbold${path}`, query, token: 'headers' };
    const asked = ask.asked(request);
    const reply = await ask.raw(request);
    if (reply.status === 404 || reply.status === 501) {
      throw new NotServed(
        `${asked.asked} at ${asked.where} was answered with HTTP ${reply.status}`,
        { ...asked, next: 'Check whether symbold is installed, and what it was asked for is there.' },
        reply.status,
      );
    }
    return { json: jsonOf(reply, asked), asked, bytes: reply.body.length };
  };

  const named = (path: string): Asked =>
    ask.asked({ method: 'GET', path: `/api/symbold${path}`, token: 'headers' });
  const page = <T>(
    path: string,
    read: (row: unknown) => T | undefined,
    query: Record<string, string> = {},
  ): ((number: number) => Promise<Page<T>>) => {
    const hold = boundedPages(ask.maxHeldBytes, named(path));
    return async (number) => {
      const { json, asked, bytes } = await get(path, { ...query, page: String(number), take: String(take) });
      hold(bytes);
      return pageOf(json, read, asked);
    };
  };

  return {
    /** The symbol servers of a universe or a project; what a project's list has of its universe is not known. */
    async symbolServers(scope: SymboldScope): Promise<SymbolServer[]> {
      const path = `/symbolserver${placeOf(scope)}`;
      return everyRow(page(path, readSymbolServer), ({ id }) => id, named(path));
    },
    /** One symbol server with all that symbold tells of it. */
    async symbolServer(id: string): Promise<SymbolServer> {
      const { json, asked } = await get(`/symbolserver/details/${encodeURIComponent(id)}`);
      const row = objectIn(json, serverFields);
      const server = readSymbolServer(row && { id, ...row });
      if (!server) throw notUnderstood('no symbol server', json, asked);
      return server;
    },
    /** A whole list of a symbol server; of the skiplist, with `text`, what has this text in it. */
    async symbolList(kind: SymbolListKind, serverId: string, text?: string): Promise<SymbolListItem[]> {
      const filter = kind === 'skiplist' && text ? `/text/${encodeURIComponent(text)}` : '';
      const path = `/${kind}/${encodeURIComponent(serverId)}${filter}`;
      return everyRow(page(path, readListItem), ({ id, name }) => id ?? name, named(path));
    },
    /**
     * At most so many of the newest lines of a symbol server's log, with `since` (Unix milliseconds) no further back
     * than needed; with `text`, of the lines that have it.
     */
    async symbolServerLog(
      serverId: string,
      { text, most = 1000, since }: { text?: string; most?: number; since?: number } = {},
    ): Promise<LogLines> {
      const path = `/logs/symbolserver/${encodeURIComponent(serverId)}${text === undefined ? '' : '/text'}`;
      const query: Record<string, string> = text === undefined ? {} : { text };
      return newestLines(page(path, readLogLine, query), {
        most,
        ...(since === undefined ? {} : { since }),
      });
    },
    /** How many events wait in symbold's queue; superusers only. */
    async symboldQueueCount(): Promise<number> {
      const { json, asked } = await get('/queue/events/count');
      const count = readCount(json);
      if (count === undefined) throw notUnderstood('no number', json, asked);
      return count;
    },
    /** What waits in symbold's queue, a text a row with everything that the row names; superusers only. */
    async symboldQueue(kind: 'events' | 'missingSymbols'): Promise<string[]> {
      const path = `/queue/${kind}`;
      const rows = await everyRow(page(path, readQueued), ({ identity }) => identity, named(path));
      return rows.map(({ text }) => text);
    },
    /** The state of the service as it tells it; its shape is unknown. */
    async symboldStatus(scope: SymboldScope): Promise<unknown> {
      return (await get(`/status${placeOf(scope)}`)).json;
    },
  };
}

function placeOf({ universe, project }: SymboldScope): string {
  const below = project === undefined ? '' : `/project/${encodeURIComponent(project)}`;
  return `/universe/${encodeURIComponent(universe)}${below}`;
}
