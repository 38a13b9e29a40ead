import { type Handshake, type Hello, handshake, type Target } from './handshake.ts';
import { newestSuites, type Offer, type TlsVersion, tlsVersions } from './look.ts';
import { takesSuites, weakFamilies } from './weak-suites.ts';

/** A bound for a series of handshakes: each gets what is left, and none is begun when nothing is left. */
export type Bounded = (hello: Hello) => Promise<Handshake>;

/** Handshakes with a port until `deadline`, ms since 1970. */
export function bounded(target: Target, deadline: number): Bounded {
  return async (hello) => {
    const left = deadline - Date.now();
    if (left <= 0) return { ended: 'unanswered', kind: 'silent', why: 'the time for this port was used up' };
    return handshake({ ...target, timeout: Math.min(target.timeout, left) }, hello);
  };
}

/** Which versions a server agrees to. */
export async function versionsOf(
  shake: Bounded,
  servername: string | undefined,
): Promise<Record<TlsVersion, Offer>> {
  const found: Record<TlsVersion, Offer> = {
    TLSv1: 'unanswered',
    'TLSv1.1': 'unanswered',
    'TLSv1.2': 'unanswered',
    'TLSv1.3': 'unanswered',
  };
  for (const version of tlsVersions) {
    found[version] = offerIn(
      await shake({ servername, anything: true, minVersion: version, maxVersion: version }),
    );
  }
  return found;
}

function offerIn(result: Handshake): Offer {
  switch (result.ended) {
    case 'done':
      return 'offered';
    case 'refused':
      return result.hello ? 'offered' : 'not offered';
    case 'untried':
      return 'untried';
    default:
      return 'unanswered';
  }
}

/** Which of the cipher suites of TLS 1.3 a server takes, each offered alone. */
export async function suites13Of(
  shake: Bounded,
  servername: string | undefined,
): Promise<Record<string, Offer>> {
  const found: Record<string, Offer> = {};
  for (const suite of newestSuites) {
    const version = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' } as const;
    // Node takes no list that has suites of TLS 1.3 only.
    const ciphers = `${suite}:ALL`;
    found[suite] = offerIn(await shake({ servername, anything: true, ...version, ciphers }));
  }
  return found;
}

const mostCiphers = 60;

/**
 * The cipher suites that a server takes with this version, the newest of TLS 1.2 and older that it has: each one that was
 * agreed to is left out of the next hello, until the server agrees to none. `whole` = it came to that end.
 */
export async function ciphersOf(
  shake: Bounded,
  servername: string | undefined,
  version: TlsVersion,
): Promise<{ ciphers: string[]; whole: boolean }> {
  const ciphers: string[] = [];
  while (ciphers.length < mostCiphers) {
    const list = ['ALL', 'COMPLEMENTOFALL', ...ciphers.map((name) => `!${name}`)].join(':');
    const result = await shake({
      servername,
      anything: true,
      maxVersion: version,
      minVersion: version,
      ciphers: list,
    });
    if (result.ended !== 'done') return { ciphers, whole: result.ended !== 'unanswered' };
    if (ciphers.includes(result.cipher)) break;
    ciphers.push(result.cipher);
  }
  return { ciphers, whole: false };
}

/** The families of broken suites that a server takes, and those about which it said nothing. */
export async function weakOf(
  target: Target,
  servername: string | undefined,
  deadline: number,
): Promise<{ weak: string[]; unknown: string[] }> {
  const [weak, unknown]: [string[], string[]] = [[], []];
  for (const [family, suites] of Object.entries(weakFamilies)) {
    const timeout = Math.min(target.timeout, deadline - Date.now());
    const taken = timeout > 0 ? await takesSuites({ ...target, timeout }, suites, servername) : null;
    if (taken === null) unknown.push(family);
    else if (taken) weak.push(family);
  }
  return { weak, unknown };
}
