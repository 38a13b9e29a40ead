import { canonical, type Plain } from '../inventory/entry.ts';
import { expectedPorts, portsOf } from './expected-ports.ts';
import { type ListenerReading, portSources } from './listener-reading.ts';

/** Where a listener is stated. */
export const listenerSources = ['database', 'login document', 'coronerd.conf', 'live sockets'] as const;
export type ListenerSource = (typeof listenerSources)[number];

/** One listener as one source states it. */
export interface StatedListener {
  /** What it is called there, for example `http/writer` or `listener.write.https_bind`. */
  type: string;
  port: number | null;
  protocol: string | null;
  /** Whatever else the source says of it and can be compared between two servers. */
  rest: Record<string, Plain>;
}

/** What a source states; undefined where it was not read. */
export function statedIn(source: ListenerSource, reading: ListenerReading): StatedListener[] | undefined {
  switch (source) {
    case 'database':
      return reading.rows.map(ofRow);
    case 'login document':
      return Object.entries(reading.endpoints).flatMap(([kind, entries]) =>
        entries.map(({ port, protocol = null }) => ({ type: `endpoints.${kind}`, port, protocol, rest: {} })),
      );
    case 'coronerd.conf':
      return reading.conf?.map(({ key, hostname, port }) => {
        return { type: key, port, protocol: null, rest: { bind: kindOfBind(hostname) } };
      });
    case 'live sockets':
      return socketsOf(reading);
  }
}

/** A listener in a few words. */
export function nameOfListener({ type, port, protocol }: StatedListener): string {
  return [type, protocol ? `(${protocol})` : '', port === null ? 'without a port' : `port ${port}`]
    .filter(Boolean)
    .join(' ');
}

/** Equal for listeners that are the same. */
export function contentOf({ type, port, protocol, rest }: StatedListener): string {
  return canonical({ type, port, protocol, rest });
}

/** Every column counts but the number of the row, and of its name only whether there is one: that may be another. */
function ofRow(row: ListenerReading['rows'][number]): StatedListener {
  const { id: _, type, protocol, dns_name: dnsName, ...columns } = row;
  const ports = portsOf(row);
  const rest = Object.fromEntries(Object.entries(columns).filter(([, value]) => !isOnePort(value, ports)));
  return {
    type: String(type ?? '?'),
    port: ports[0] ?? null,
    protocol: typeof protocol === 'string' ? protocol : null,
    rest: { ...rest, ports: ports.slice(1), dns_name: dnsName ? 'set' : 'not set' },
  };
}

function isOnePort(value: unknown, ports: readonly number[]): boolean {
  return ports.includes(Number(value)) && value !== null && value !== '';
}

/** An address of its own is another one on another machine; what counts is who can reach it. */
function kindOfBind(hostname: string | null): string {
  if (hostname === null || /^(?:0\.0\.0\.0|::|\*)$/.test(hostname)) return 'every address';
  if (hostname === 'localhost' || hostname === '::1' || hostname.startsWith('127.')) return 'loopback';
  return 'an address of its own';
}

/** What listens on a port that some source names, and whatever else coronerd itself listens on. */
function socketsOf(reading: ListenerReading): StatedListener[] | undefined {
  if (!reading.sockets) return undefined;
  const named = new Set(namedPorts(reading).map(({ port }) => port));
  const ours = reading.sockets.filter(({ port, coronerd }) => coronerd || named.has(port));
  const ports = [...new Set(ours.map(({ port }) => port))].sort((a, b) => a - b);
  return ports.map((port) => {
    const reachable = ours.some((each) => each.port === port && !each.loopback);
    return { type: 'socket', port, protocol: null, rest: { bind: reachable ? 'reachable' : 'loopback' } };
  });
}

/** The ports that database, login document or coronerd.conf name; the console URL may be a load balancer's. */
export function namedPorts(reading: ListenerReading): { port: number; sources: string[] }[] {
  return expectedPorts(portSources(reading)).filter(({ sources }) => sources.join() !== 'console URL');
}
