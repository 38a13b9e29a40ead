import { registerSecret } from '../redact.ts';
import type { Credentials, HttpLimits, ServerSettings } from '../settings/types.ts';
import { refuseAstray } from './astray.ts';
import { type LoginDocument, loginDocument } from './documents.ts';
import { exchangeOf } from './exchange.ts';
import { doubtOf } from './expiry.ts';
import type { Sink } from './pieces.ts';
import { type Asked, failOnError, jsonOf, understood } from './reply.ts';
import { type ApiRequest, wireRequest } from './request.ts';
import { registerCredentials, type Session, sessionFor } from './session.ts';
import { type TokenPlaces, tokenPlaces } from './token-places.ts';
import { openTransport, type Transport, whereOf } from './transport.ts';
import type { Exchange } from './types.ts';
import { askedOf, type Reply } from './wire.ts';

/** Everything that one server's calls share. */
export interface Connection {
  settings: ServerSettings;
  limits: HttpLimits;
  transport: Transport;
  session: Session;
  places: TokenPlaces;
}

/** Sends requests over a connection and reports each exchange to the listeners of this view. */
export interface Ask {
  readonly settings: ServerSettings;
  /** Bytes that may be held at a time of what is one thing: a reply, or all pages of a list. */
  readonly maxHeldBytes: number;
  /** The parsed JSON of the reply. Throws `ServerRefused` and `Unanswered`. */
  json(request: ApiRequest, onReply?: (reply: Reply) => void): Promise<unknown>;
  /** The reply as a file. Throws `ServerRefused` and `Unanswered` where it is an error. */
  file(request: ApiRequest): Promise<Reply>;
  /** The reply whatever it is. Throws `Unanswered` only where none came. */
  raw(request: ApiRequest): Promise<Reply>;
  /** As `raw`, without holding the reply: its body goes into the sink that was made last, the beginning is returned. */
  pieces(request: ApiRequest, sink: () => Sink): Promise<Reply>;
  login(): Promise<LoginDocument>;
  /** A login beside the session's. It is sent once: a server may count the failed logins of an account. */
  loginWith(credentials: Credentials): Promise<LoginDocument>;
  /** Throws `NotSent` where the session's token may not go; what a login tells counts, so it logs in. */
  refusePlace(url: URL, asked: string): Promise<void>;
  /** Names this request in messages. */
  asked(request: ApiRequest): Asked;
}

export function openConnection(settings: ServerSettings, limits: HttpLimits, mayWrite: boolean): Connection {
  registerCredentials(settings.credentials);
  const places = tokenPlaces(settings);
  return {
    settings,
    limits,
    places,
    transport: openTransport(settings, limits, mayWrite, places),
    session: sessionFor(settings.credentials),
  };
}

export function asking(connection: Connection, listeners: readonly ((exchange: Exchange) => void)[]): Ask {
  const { settings, limits, transport, session, places } = connection;

  const send = (request: ApiRequest, token: string, sink?: () => Sink): Promise<Reply> => {
    refuseAstray(request.method, request.path, nameOf(request));
    const wire = wireRequest(request, token, settings.url);
    const tell = (reply: Reply): void => {
      if (listeners.length === 0) return;
      const exchange = exchangeOf(request, wire, reply);
      for (const listener of listeners) listener(exchange);
    };
    return transport.send(wire, tell, sink);
  };

  const enter = async (credentials: Credentials, once = false): Promise<LoginDocument> => {
    registerCredentials(credentials);
    const request = { ...loginRequest(credentials), once };
    const asked = nameOf(request);
    const document = understood(loginDocument, jsonOf(await send(request, ''), asked), asked);
    registerSecret(document.token);
    places.learn(document);
    return document;
  };

  const raw = async (request: ApiRequest, sink?: () => Sink): Promise<Reply> => {
    if (request.token === 'none') return send(request, '', sink);
    const { token } = await session.login(enter);
    const reply = await send(request, token, sink);
    const doubt = doubtOf(reply);
    if (!doubt) return reply;
    const fresh = await session.renew(enter, token, doubt === 'certain');
    if (fresh === undefined) return reply;
    const again = await send(request, fresh, sink);
    if (doubtOf(again)) session.renewalWasPointless();
    return again;
  };

  const nameOf = (request: ApiRequest): Asked => {
    const wire = wireRequest(request, '', settings.url);
    return { asked: askedOf(wire), where: whereOf(wire.url, settings), confidential: request.confidential };
  };

  return {
    settings,
    maxHeldBytes: limits.maxHeldBytes,
    raw: (request) => raw(request),
    pieces: raw,
    asked: nameOf,
    login: () => session.login(enter),
    async refusePlace(url, asked) {
      await session.login(enter);
      places.refusePlace(url, asked);
    },
    async loginWith(credentials) {
      const document = await enter(credentials, 'password' in credentials);
      if ('password' in credentials) session.opened.push(document.token);
      return document;
    },
    async json(request, onReply) {
      const reply = await raw(request);
      onReply?.(reply);
      return jsonOf(reply, nameOf(request));
    },
    async file(request) {
      const reply = await raw(request);
      failOnError(reply, nameOf(request));
      return reply;
    },
  };
}

function loginRequest(credentials: Credentials): ApiRequest {
  const form: Record<string, string> =
    'token' in credentials
      ? { token: credentials.token }
      : { username: credentials.username, password: credentials.password };
  return {
    method: 'POST',
    path: '/api/login',
    form,
    token: 'none',
    confidential: true,
    received: loginSummary,
  };
}

function loginSummary(body: string): string {
  const parsed = loginDocument.safeParse(JSON.parse(body));
  if (!parsed.success) return '';
  const { username, user, universes, config } = parsed.data;
  const who = username ?? user?.username ?? 'a user';
  return `logged in as ${who}; universes ${Object.keys(universes).join(', ')}; version ${config.version ?? 'not told'}`;
}
