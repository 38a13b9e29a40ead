import { Resolver } from 'node:dns/promises';
import { isIPv6 } from 'node:net';

/** Whether a question about a name was answered. `no such name` = NXDOMAIN; `nothing` = the name has no such record. */
export type Answer = 'found' | 'nothing' | 'no such name';

/** A name as the name server sees it. */
export interface Resolved {
  name: string;
  /** The name itself, and each name that it is an alias of. */
  chain: string[];
  /** The chain comes back to a name that was in it. */
  loops: boolean;
  A: string[];
  AAAA: string[];
  /** The last name of the chain has no record at all: NXDOMAIN. */
  exists: boolean;
  /** What could not be found out: the name server failed, refused, or was silent. */
  unanswered?: string;
}

/** Asks one name server, or those of this machine, within bounds. */
export interface NameServer {
  /** For messages: its address, or `the name servers of this machine`. */
  readonly name: string;
  resolve(name: string): Promise<Resolved>;
}

const longestChain = 16;
const tries = 2;

/** Asks `server`; without it, the name servers that this machine is set up with. `timeout` = ms for one question, all tries together. */
export function nameServer(server: { host: string; port: number } | undefined, timeout: number): NameServer {
  // The second try waits twice as long as the first.
  const resolver = new Resolver({ timeout: Math.max(100, Math.floor(timeout / 3)), tries });
  if (server)
    resolver.setServers([`${isIPv6(server.host) ? `[${server.host}]` : server.host}:${server.port}`]);
  return {
    name: server
      ? `${server.host}:${server.port}`
      : `the name servers of this machine (${resolver.getServers().join(', ')})`,
    resolve: (name) => resolve(resolver, name),
  };
}

async function resolve(resolver: Resolver, name: string): Promise<Resolved> {
  const chain = [name];
  const found: Resolved = { name, chain, loops: false, A: [], AAAA: [], exists: true };
  try {
    for (;;) {
      const last = chain.at(-1) ?? name;
      const aliases = await records(() => resolver.resolveCname(last));
      const next = (Array.isArray(aliases) ? aliases[0] : undefined)?.toLowerCase().replace(/\.$/, '');
      if (next === undefined) break;
      found.loops = chain.includes(next) || chain.length >= longestChain;
      chain.push(next);
      if (found.loops) return found;
    }
    const last = chain.at(-1) ?? name;
    const [v4, v6] = await Promise.all([
      records(() => resolver.resolve4(last)),
      records(() => resolver.resolve6(last)),
    ]);
    // Some load balancers deny the name itself where they have it for the other family (RFC 4074).
    found.exists = v4 !== 'no such name' || v6 !== 'no such name';
    if (Array.isArray(v4)) found.A = [...v4].sort();
    if (Array.isArray(v6)) found.AAAA = [...v6].sort();
    return found;
  } catch (error) {
    return { ...found, unanswered: whyNot(error) };
  }
}

/** The records; throws for everything that is no answer. */
async function records(ask: () => Promise<string[]>): Promise<string[] | Exclude<Answer, 'found'>> {
  try {
    return await ask();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENODATA') return 'nothing';
    if (code === 'ENOTFOUND') return 'no such name';
    throw error;
  }
}

const reasons: Record<string, string> = {
  ESERVFAIL: 'the name server failed (SERVFAIL)',
  EREFUSED: 'the name server refuses to answer (REFUSED)',
  ETIMEOUT: 'the name server is silent',
  ECONNREFUSED: 'nothing answers at the address of the name server',
  ENOTIMP: 'the name server does not know such questions (NOTIMP)',
  EFORMERR: 'the name server calls the question malformed (FORMERR)',
  EBADRESP: 'the reply of the name server is malformed',
  EBADNAME: 'it is no name that DNS can have',
};

function whyNot(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? (code || String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
