import { isIP } from 'node:net';
import { tenantNames } from '../network/endpoint-names.ts';
import { isListed, listedOrigins } from '../network/service-hosts.ts';
import type { ServerSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';
import type { LoginDocument } from './documents.ts';
import { askedOf, type WireRequest } from './wire.ts';

/** A request was refused before anything of it was sent, so that nothing can have come of it. */
export class NotSent extends Unanswered {}

/** Where the requests of one connection may go: whatever the server names, a token goes nowhere else. */
export interface TokenPlaces {
  /** What a login told: its token, and the universes whose names are hosts of the console as well. */
  learn(document: LoginDocument): void;
  /** Whether a host is the console's or a tenant's. Both are one server: connections go to where the console is. */
  isHere(hostname: string): boolean;
  /** @throws NotSent where a request may not go */
  refuse(request: WireRequest): void;
  /** @throws NotSent where the session's token may not go there; `asked` says what for */
  refusePlace(url: URL, asked: string): void;
}

type Settings = Pick<ServerSettings, 'side' | 'url' | 'serviceHosts' | 'credentials'>;

/**
 * Requests go to the console's host, to those of its tenants (contract §2.2), and to what SERVICE_HOSTS lists. Where the
 * console is reached over https, all of them do, with one exception: a submission to a plain writer of the console's own
 * host, which is the vendor's protocol (contract §1.1, port 6097). It carries a submission token, never the session's.
 */
export function tokenPlaces({ side, url: console, serviceHosts, credentials }: Settings): TokenPlaces {
  const listed = listedOrigins({ url: console, ...(serviceHosts ? { serviceHosts } : {}) });
  const sessions = new Set('token' in credentials ? [credentials.token] : []);
  const hosts = new Set([console.hostname]);

  const refusal = (url: URL): Refusal | undefined => {
    if (console.protocol === 'https:' && url.protocol !== 'https:') return plain(console, side);
    if (hosts.has(url.hostname) || isListed(listed, url)) return undefined;
    return elsewhere(url, console);
  };
  const fail = (url: URL, asked: string, { why, next }: Refusal): NotSent =>
    new NotSent(`${asked} was not sent to ${url.origin}: ${why}. ${next}`, {
      asked,
      where: url.origin,
      next,
    });

  return {
    learn(document) {
      sessions.add(document.token);
      if (isIP(console.hostname) || console.hostname.startsWith('[')) return;
      for (const { name } of tenantNames([console.hostname], document)) hosts.add(name);
    },
    isHere: (hostname) => hosts.has(hostname),
    refuse(request) {
      const refused = refusal(request.url);
      if (!refused) return;
      const carried = [...sessions].some((token) => carries(request, token));
      if (isSubmission(request, console) && !carried) return;
      throw fail(request.url, askedOf(request), isSubmission(request, console) ? sessionInTheClear : refused);
    },
    refusePlace(url, asked) {
      const refused = refusal(url);
      if (refused) throw fail(url, asked, refused);
    },
  };
}

interface Refusal {
  why: string;
  next: string;
}

const sessionInTheClear: Refusal = {
  why: "it would carry the session's token over plain http, where a submission token alone may go",
  next: 'Set PROBE_TOKEN to a submission token of PROBE_PROJECT.',
};

function plain(console: URL, side: ServerSettings['side']): Refusal {
  return {
    why: `${side.toUpperCase()}_URL is https (${console.host}), and a token never leaves that for plain http`,
    next: 'Have the server name an https endpoint.',
  };
}

function elsewhere(url: URL, console: URL): Refusal {
  return {
    why: `it is neither the host of the console, ${console.hostname}, nor that of a tenant, and a token would go there`,
    next: `If it is right, list it: SERVICE_HOSTS=${url.host}; else correct what the server names.`,
  };
}

/** A submission to a listener of the console's own host (contract §1.1, §4.1). */
function isSubmission({ method, url }: WireRequest, console: URL): boolean {
  return method === 'POST' && url.hostname === console.hostname && /^(?:\/api)?\/post$/.test(url.pathname);
}

function carries({ url, headers, body }: WireRequest, token: string): boolean {
  const texts = [
    ...url.searchParams.values(),
    ...Object.values(headers),
    typeof body === 'string' ? body : '',
  ];
  return texts.some((text) => text.includes(token));
}
