import { setTimeout as pause } from 'node:timers/promises';
import { type buildConnector, type Dispatcher, Pool } from 'undici';
import { canonicalAddress } from '../network/dns/same-address.ts';
import { redact } from '../redact.ts';
import type { HttpLimits, ServerSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';
import { proven, unproven } from '../undo/owned.ts';
import { limiter } from './concurrency.ts';
import { explainFailure, type NetworkFailure } from './network-failure.ts';
import { hold, pass, type Sink, type SizeBound } from './pieces.ts';
import { isMaking, isReading, ReadOnlyRefusal } from './policy.ts';
import { type TokenPlaces, tokenPlaces } from './token-places.ts';
import { connectorFor } from './trust.ts';
import { askedOf, type Reply, type WireRequest } from './wire.ts';

const retries = 2;
const retryPause = 100;
/** A reply that is not held may be a long one: it has so many times the total time. */
const patience = 10;
const passing = new Set([502, 503, 504]);

export interface Transport {
  /** Requests sent so far, repetitions included. */
  readonly requests: number;
  /** IP address and port that the last connection to the console's origin was made to; undefined before the first. */
  readonly reached: string | undefined;
  /**
   * Sends a request and reads the whole reply, whatever its status; redirects are not followed. A request that reads
   * is repeated at most twice when the connection breaks or the status is 502, 503 or 504, unless it is for `once`.
   * Throws `Unanswered` when no whole reply came or it is too large (`maxHeldBytes`, with `sink` `maxReplyBytes`,
   * unpacked); before anything is sent, `NotSent` for a place that no token may go to, `ReadOnlyRefusal` for what this
   * side must not be sent, and `UnprovenChange` for what would change something without grounds.
   * With `sink` the reply is not held: its body goes piece by piece into a new sink each time it is tried, and the
   * reply that is returned has the beginning of the body only.
   */
  send(request: WireRequest, onReply: (reply: Reply) => void, sink?: () => Sink): Promise<Reply>;
  close(): Promise<void>;
}

/** One pool an origin and a bound on the exchanges at a time over all origins. */
export function openTransport(
  settings: ServerSettings,
  limits: HttpLimits,
  mayWrite: boolean,
  places: TokenPlaces = tokenPlaces(settings),
): Transport {
  const pools = new Map<string, Pool>();
  const inTurn = limiter(limits.concurrency);
  const bound: Record<'passed' | 'held', SizeBound> = {
    passed: { bytes: limits.maxReplyBytes, setting: 'HTTP_MAX_REPLY_MEGABYTES' },
    held: { bytes: limits.maxHeldBytes, setting: 'HTTP_MAX_JSON_MEGABYTES' },
  };
  let connect: ReturnType<typeof connectorFor> | undefined;
  let requests = 0;
  let reached: string | undefined;

  const poolFor = (origin: string, repeats: boolean): Pool => {
    connect ??= noting(connectorFor(settings, limits, places.isHere), settings.url, (place) => {
      reached = place;
    });
    // What cannot be repeated never goes over a connection that the server may just be closing.
    const key = `${repeats ? 'kept' : 'fresh'} ${origin}`;
    const pool = pools.get(key) ?? new Pool(origin, poolOptions(limits, connect, repeats));
    pools.set(key, pool);
    return pool;
  };

  const attempt = async (request: WireRequest, repeats: boolean, sink?: () => Sink): Promise<Reply> => {
    const pool = poolFor(request.url.origin, repeats);
    const sentMs = Date.now();
    const started = performance.now();
    requests++;
    const response = await pool.request({
      method: request.method as Dispatcher.HttpMethod,
      path: request.url.pathname + request.url.search,
      headers: request.headers,
      body: request.body,
      signal: AbortSignal.timeout(totalTimeout(limits, sink)),
    });
    const receivedMs = Date.now();
    const headers = flat(response.headers);
    const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
    const body = sink
      ? await pass(response.body, encoding, bound.passed, sink())
      : await hold(response.body, encoding, bound.held);
    const milliseconds = Math.round((performance.now() - started) * 10) / 10;
    return { status: response.statusCode, headers, body, milliseconds, sentMs, receivedMs };
  };

  const attempts = async (
    request: WireRequest,
    onReply: (reply: Reply) => void,
    sink?: () => Sink,
  ): Promise<Reply> => {
    const repeats = isReading(request) && !request.once;
    for (let tried = 1; ; tried++) {
      const last = !repeats || tried > retries;
      try {
        const reply = await attempt(request, repeats, sink);
        onReply(reply);
        if (last || !passing.has(reply.status)) return reply;
      } catch (error) {
        if (error instanceof Unanswered) throw error;
        const bounds = { ...limits, totalTimeout: totalTimeout(limits, sink) };
        const failure = explainFailure(error, settings.side, bounds);
        if (last || !failure.reset) throw unanswered(request, settings, failure, tried, repeats, error);
      }
      await pause(retryPause * tried);
    }
  };

  return {
    get requests() {
      return requests;
    },
    get reached() {
      return reached;
    },
    async send(request, onReply, sink) {
      places.refuse(request);
      if (!isReading(request)) {
        if (!mayWrite) throw readOnly(request, settings);
        demandGrounds(request);
      }
      return inTurn(() => attempts(request, onReply, sink));
    },
    async close() {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.destroy()));
    },
  };
}

function readOnly(request: WireRequest, { side }: ServerSettings): ReadOnlyRefusal {
  return new ReadOnlyRefusal(
    `${askedOf(request)} was not sent to ${request.url.origin}: it is not in the list of reading requests, and the ${side} server is only ever read`,
  );
}

/** Throws `UnprovenChange` for a request that would change what nobody proved to be the run's own. */
function demandGrounds(request: WireRequest): void {
  const { grounds = [] } = request;
  if (grounds === 'makes' ? !isMaking(request) : grounds.length === 0) throw unproven();
  if (grounds !== 'makes') for (const owned of grounds) proven(owned);
}

/** Tells where each connection to the console's origin was made to. */
function noting(
  connect: buildConnector.connector,
  { hostname, port, protocol }: URL,
  tell: (place: string) => void,
): buildConnector.connector {
  return (options, callback) => {
    connect(options, (...result) => {
      const [, socket] = result;
      const isHome =
        options.hostname === hostname && options.protocol === protocol && (options.port ?? '') === port;
      if (isHome && socket?.remoteAddress)
        tell(`${canonicalAddress(socket.remoteAddress)} port ${socket.remotePort}`);
      callback(...result);
    });
  };
}

function totalTimeout(limits: HttpLimits, sink: (() => Sink) | undefined): number {
  return limits.totalTimeout * (sink ? patience : 1);
}

function poolOptions(
  limits: HttpLimits,
  connect: ReturnType<typeof connectorFor>,
  repeats: boolean,
): Pool.Options {
  return {
    connect,
    connections: limits.concurrency,
    pipelining: repeats ? 1 : 0,
    headersTimeout: limits.headersTimeout,
    bodyTimeout: limits.bodyTimeout,
    maxResponseSize: limits.maxReplyBytes,
  };
}

function unanswered(
  request: WireRequest,
  settings: ServerSettings,
  failure: NetworkFailure,
  tried: number,
  repeats: boolean,
  cause: unknown,
): Unanswered {
  const asked = askedOf(request);
  const where = whereOf(request.url, settings);
  const times = tried > 1 ? `, ${tried} times` : '';
  const doubt =
    repeats || !failure.reset ? '' : '; it was not repeated, because the server may have carried it out';
  return new Unanswered(
    `${asked} at ${where}: ${redact(failure.happened)}${times}${doubt}. ${failure.next}`,
    {
      asked,
      where,
      next: failure.next,
      cause,
    },
  );
}

/** Origin as it is named in messages, with the address where the connection goes elsewhere than DNS says. */
export function whereOf(url: URL, settings: Pick<ServerSettings, 'url' | 'address'>): string {
  const redirected = settings.address !== undefined && url.hostname === settings.url.hostname;
  return redirected ? `${url.origin} (at ${settings.address})` : url.origin;
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
