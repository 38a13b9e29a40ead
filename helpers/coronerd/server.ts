import type { Credentials, HttpLimits, ServerSettings } from '../settings/types.ts';
import { type Ask, asking, type Connection, openConnection } from './ask.ts';
import { bpgReading, bpgWriting } from './bpg.ts';
import { changing } from './changes.ts';
import type { LoginDocument } from './documents.ts';
import { readingLiveness } from './liveness.ts';
import { logOut } from './logout.ts';
import { readingObjects } from './objects.ts';
import { everyRow } from './paging.ts';
import { readingPlaces } from './places.ts';
import { querying, type SelectRequest } from './query.ts';
import { readingServices, writingServices } from './services.ts';
import { readingStatus } from './status.ts';
import { submitting } from './submission.ts';
import { readingSymbold } from './symbold/reading.ts';
import { writingSymbold } from './symbold/writing.ts';
import { readingSymbols } from './symbols.ts';
import type { Exchange, ProjectName } from './types.ts';

export type { ProjectName, ProjectRef } from './types.ts';
export type { Exchange };

type Listener = (exchange: Exchange) => void;

/** Calls that read. Each throws `ServerRefused` where the server answers with an error, else `Unanswered`. */
export type ReadableServer = ReturnType<typeof readable> & View<ReadableServer>;

/** Calls that read and calls that write. */
export type WritableServer = ReturnType<typeof readable> & ReturnType<typeof writable> & View<WritableServer>;

interface View<Self> {
  readonly side: 'old' | 'new';
  readonly url: URL;
  /** The only universe that counts; without it, all that the login may see. */
  readonly universe?: string;
  /** Requests sent so far over the connection, repetitions included. */
  readonly requests: number;
  /** IP address and port that the last connection to the console was made to; undefined before the first. */
  readonly reached: string | undefined;
  /** The same connection and session; exchanges made through the view that is returned are reported. */
  observedBy(listener: Listener): Self;
  /** Logs out what was logged in by password, and closes the connection for all its views. */
  close(): Promise<void>;
}

/** A connection to the old server: it has no writing call, and its transport sends only what `policy.ts` lists. */
export function connectOld(settings: ServerSettings, limits: HttpLimits): ReadableServer {
  const connection = openConnection(settings, limits, false);
  const view = (listeners: readonly Listener[]): ReadableServer =>
    withView(connection, readable(asking(connection, listeners)), (listener) =>
      view([...listeners, listener]),
    );
  return view([]);
}

/** A connection to the new server. */
export function connectNew(settings: ServerSettings, limits: HttpLimits): WritableServer {
  const connection = openConnection(settings, limits, true);
  const view = (listeners: readonly Listener[]): WritableServer => {
    const ask = asking(connection, listeners);
    return withView(connection, { ...readable(ask), ...writable(ask) }, (listener) =>
      view([...listeners, listener]),
    );
  };
  return view([]);
}

function readable(ask: Ask) {
  const bpg = bpgReading(ask);
  const queries = querying(ask);
  return {
    ...readingLiveness(ask),
    /** The session's login document; the first call logs in, and a login that failed is not tried again. */
    login: (): Promise<LoginDocument> => ask.login(),
    /** A login of its own, for checks of accounts; the session of this connection is not touched. */
    loginWith: (credentials: Credentials): Promise<LoginDocument> => ask.loginWith(credentials),
    ...bpg,
    ...readingPlaces(ask, bpg.rows),
    ...queries,
    /** Every error that matches, newest id first, in pages of `limit` (contract §3.7). */
    selectAll: (project: ProjectName, request: Omit<SelectRequest, 'order' | 'offset'>) =>
      everyRow((page) => queries.selected(project, page), request),
    ...readingObjects(ask),
    ...readingStatus(ask),
    ...readingSymbols(ask),
    ...readingServices(ask),
    ...readingSymbold(ask),
  };
}

function writable(ask: Ask) {
  return {
    ...submitting(ask),
    ...changing(ask),
    ...bpgWriting(ask),
    ...writingServices(ask),
    ...writingSymbold(ask),
  };
}

function withView<Calls extends object, Self>(
  connection: Connection,
  calls: Calls,
  observedBy: (listener: Listener) => Self,
): Calls & View<Self> {
  const { settings, transport, session } = connection;
  return Object.defineProperties(
    {
      ...calls,
      side: settings.side,
      url: settings.url,
      universe: settings.universe,
      requests: 0,
      reached: undefined,
      observedBy,
      close: () => logOut(transport, session, settings),
    },
    {
      requests: { get: () => transport.requests, enumerable: true },
      reached: { get: () => transport.reached, enumerable: true },
    },
  );
}
