import { z } from 'zod';
import type { ReadableServer } from '../coronerd/server.ts';
import { ownerOf } from '../host/backtrace-process.ts';
import type { FactKey, FactOf } from '../host/catalogue.ts';
import { confGap, coronerdConf } from '../host/conf-gap.ts';
import type { Plain } from '../inventory/entry.ts';
import { withoutSecrets } from '../inventory/secrets.ts';
import { Unanswered } from '../unanswered.ts';
import type { PortSources } from './expected-ports.ts';

/** What a server, its configuration file and its machine say about where it listens; plain JSON. */
export const listenerReading = z.object({
  /** Origin of the console. */
  url: z.string(),
  /** `endpoints` of the login document, by kind. */
  endpoints: z.record(z.string(), z.array(z.object({ port: z.number(), protocol: z.string().optional() }))),
  /** Rows of type `listener`, without what the server keeps about a row. */
  rows: z.array(z.record(z.string(), z.json())),
  /** Binds of coronerd.conf; null where it was not read. */
  conf: z
    .array(z.object({ key: z.string(), hostname: z.string().nullable(), port: z.number().nullable() }))
    .nullable(),
  /** Sockets that listen; null where they were not read. */
  sockets: z
    .array(
      z.object({
        port: z.number(),
        loopback: z.boolean(),
        coronerd: z.boolean(),
        /** Of coronerd, or of a service beside it; an earlier version of the pack did not look. */
        backtrace: z.boolean().default(false),
      }),
    )
    .nullable(),
  /** Why the file or the sockets were not read although the host is configured. */
  gaps: z.array(z.string()),
});
export type ListenerReading = z.infer<typeof listenerReading>;

/** A host as far as it is asked here. */
export interface AskedHost {
  ask<K extends FactKey>(key: K): Promise<FactOf<K>>;
}

/** Reads all sources of one side, `sockets` only if wanted; those of the host only where there is one. Throws what the server's calls throw. */
export async function readListeners(
  server: Pick<ReadableServer, 'login' | 'rows' | 'url'>,
  host: AskedHost | undefined,
  { sockets = true }: { sockets?: boolean } = {},
): Promise<ListenerReading> {
  const { endpoints } = await server.login();
  const { listener: rows = [] } = await server.rows(['listener']);
  return readSources({ url: server.url, endpoints, rows }, host, sockets);
}

/** What can be read where the server lets nobody in: its URL, and what its host tells. */
export function readWithoutSession(url: URL, host: AskedHost | undefined): Promise<ListenerReading> {
  return readSources({ url, endpoints: {}, rows: [] }, host, true);
}

async function readSources(
  said: { url: URL; endpoints: unknown; rows: readonly Record<string, unknown>[] },
  host: AskedHost | undefined,
  sockets: boolean,
): Promise<ListenerReading> {
  const gaps: string[] = [];
  const orGap = async <T>(read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      if (!gaps.includes(error.message)) gaps.push(error.message);
      return null;
    }
  };
  return listenerReading.parse({
    url: said.url.origin,
    endpoints: said.endpoints,
    rows: said.rows.map(comparable),
    conf: host ? await orGap(() => bindsOf(host)) : null,
    sockets: host && sockets ? await orGap(() => socketsOf(host)) : null,
    gaps,
  });
}

/** A row without what the server keeps about it, secrets as their digests. */
function comparable(row: Record<string, unknown>): unknown {
  const own = Object.entries(row).filter(([name, value]) => !name.startsWith('__') && value !== undefined);
  return withoutSecrets(Object.fromEntries(own) as Plain, '', 'listener');
}

/** A reading as the sources of expected ports. */
export function portSources({
  url,
  endpoints,
  rows,
  conf,
}: Pick<ListenerReading, 'url' | 'endpoints' | 'rows' | 'conf'>): PortSources {
  return { url: new URL(url), endpoints, listenerRows: rows, conf: conf ?? [] };
}

async function bindsOf(host: AskedHost): Promise<NonNullable<ListenerReading['conf']>> {
  const conf = await host.ask('conf');
  const gap = confGap(conf);
  if (!gap) return conf.listeners;
  throw new Unanswered(`${gap}: what it says was not looked at`, {
    asked: `cat ${coronerdConf}`,
    where: 'host',
    next: 'Look at the file by hand.',
  });
}

async function socketsOf(host: AskedHost): Promise<ListenerReading['sockets']> {
  const [sockets, units, processes] = [
    await host.ask('sockets'),
    await host.ask('units'),
    await host.ask('processes'),
  ];
  return sockets.map((socket) => {
    const owner = (ownerOf(socket, units, processes) ?? socket.process ?? '').replace(/\.service$/, '');
    return {
      port: socket.port,
      loopback: socket.loopback,
      coronerd: owner === 'coronerd',
      backtrace: /^(?:coronerd|backtrace-.+)$/.test(owner),
    };
  });
}
