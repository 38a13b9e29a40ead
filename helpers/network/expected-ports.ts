/** A TCP port that a Backtrace server says it has. */
export interface ExpectedPort {
  port: number;
  /** Every source that names it, for example `endpoints.post (https)`. */
  sources: string[];
  /** Bound to loopback on purpose, by its own configuration. */
  loopbackOnly: boolean;
  /** Whether it is meant to talk TLS; undefined where no source says so, or they contradict each other. */
  tls?: boolean;
}

/** What a server says about where it listens. */
export interface PortSources {
  /** Console URL. */
  url: URL;
  /** `endpoints` of the login document (contract §2.2). */
  endpoints: Record<string, readonly { port: number; protocol?: string }[]>;
  /** Rows of BPG type `listener`; which field holds the port is UNKNOWN (contract §6.4). */
  listenerRows: readonly Record<string, unknown>[];
  /** Binds of coronerd.conf, where it could be read. */
  conf: readonly { key: string; hostname: string | null; port: number | null }[];
}

/** Fields of a `listener` row that may hold its port: correct this list when the real one is known. */
const portFields = ['port', 'bind_port', 'service', 'http_port', 'https_port', 'ssl_port'];

/** One entry a port, from all sources together, ordered by port. */
export function expectedPorts({ url, endpoints, listenerRows, conf }: PortSources): ExpectedPort[] {
  const ports = new Map<number, ExpectedPort>();
  const said = new Map<number, Set<boolean>>();
  const add = (port: number, source: string, tls?: boolean, hostname?: string | null) => {
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return;
    const known = ports.get(port) ?? { port, sources: [], loopbackOnly: true };
    known.sources.push(source);
    known.loopbackOnly &&= isLoopback(hostname);
    ports.set(port, known);
    const words = said.get(port) ?? new Set();
    if (tls !== undefined) words.add(tls);
    said.set(port, words);
  };
  add(Number(url.port) || (url.protocol === 'https:' ? 443 : 80), 'console URL', url.protocol === 'https:');
  for (const [kind, entries] of Object.entries(endpoints)) {
    for (const { port, protocol } of entries)
      add(port, `endpoints.${kind} (${protocol ?? 'protocol unknown'})`, tlsOf(protocol));
  }
  for (const row of listenerRows) {
    for (const port of portsOf(row))
      add(port, `listener ${String(row.type ?? '')}`.trim(), tlsOfRow(row, port));
  }
  for (const { key, hostname, port } of conf)
    if (port !== null) add(port, `coronerd.conf ${key}`, tlsOf(/(https?)_bind$/.exec(key)?.[1]), hostname);
  for (const [port, words] of said) {
    const [word, other] = words;
    const known = ports.get(port);
    if (known && word !== undefined && other === undefined) known.tls = word;
  }
  return [...ports.values()].sort((a, b) => a.port - b.port);
}

/** Rows of type `listener` in which no field is known to hold the port, as sentences. */
export function rowsWithoutPort(rows: PortSources['listenerRows']): string[] {
  const without = rows.filter((row) => portsOf(row).length === 0);
  return without.map(
    (row) =>
      `the listener "${String(row.type ?? '?')}" names no port in a field that is known; its fields: ${Object.keys(row).join(', ')}`,
  );
}

/** Binds of coronerd.conf whose port is given by the name of a service that has no known number, as sentences. */
export function bindsWithoutPort(conf: PortSources['conf']): string[] {
  const without = conf.filter(({ port }) => port === null);
  return without.map(
    ({ key }) => `${key} of coronerd.conf names a port that is not known, which was not looked at`,
  );
}

/** Whether a protocol by name is TLS; undefined for others than http and https. */
function tlsOf(protocol: unknown): boolean | undefined {
  return protocol === 'https' ? true : protocol === 'http' ? false : undefined;
}

/** A row may say it by a `protocol`, or by the name of the field that holds the port. */
function tlsOfRow(row: Record<string, unknown>, port: number): boolean | undefined {
  const field = portFields.find((name) => Number(row[name]) === port) ?? '';
  if (/^(?:https|ssl)_/.test(field)) return true;
  return tlsOf(row.protocol) ?? (field === 'http_port' ? false : undefined);
}

/** The ports that a row of type `listener` names. */
export function portsOf(row: Record<string, unknown>): number[] {
  return portFields.map((name) => Number(row[name])).filter((port) => port > 0);
}

function isLoopback(hostname: string | null | undefined): boolean {
  return hostname === 'localhost' || hostname === '::1' || hostname?.startsWith('127.') === true;
}
