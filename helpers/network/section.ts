import { z } from 'zod';
import type { ReadableServer } from '../coronerd/server.ts';
import type { HttpLimits, ServerSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';
import { type NameSources, namesOnPort } from './endpoint-names.ts';
import { hostToConnect } from './host-to-connect.ts';
import { type AskedHost, type ListenerReading, listenerReading, readListeners } from './listener-reading.ts';
import { portsToLook } from './ports-to-look.ts';
import { type PortLook, portLook } from './tls/look.ts';
import { lookAtPort } from './tls/look-at-port.ts';
import { trustOf } from './tls/trust.ts';

/** Name of the section of a baseline. */
export const networkSectionName = 'network';

const section = z.object({ listeners: listenerReading, looks: z.array(portLook) });
/** Listeners and TLS of one side, as plain JSON. */
export type NetworkSection = z.infer<typeof section>;

/** How a side is reached and judged. */
export interface NetworkOptions {
  settings: ServerSettings;
  http: Pick<HttpLimits, 'connectTimeout'>;
  minCertificateDays: number;
  now?: number;
}

/** Reads the listeners of a side and looks at each of its ports, all at a time. Throws what the server's calls throw. */
export async function takeNetwork(
  server: Pick<ReadableServer, 'login' | 'rows' | 'url'>,
  host: AskedHost | undefined,
  options: NetworkOptions,
): Promise<NetworkSection> {
  const listeners = await readListeners(server, host);
  return { listeners, looks: await lookAtPorts(listeners, await server.login(), options) };
}

/** Looks at every port that can be reached from here; those bound to loopback on purpose cannot. */
export async function lookAtPorts(
  reading: ListenerReading,
  document: NameSources['document'],
  { settings, http, minCertificateDays, now = Date.now() }: NetworkOptions,
): Promise<PortLook[]> {
  const rules = { trust: trustOf(settings), minDays: minCertificateDays, now };
  const ports = portsToLook(reading).filter(({ loopbackOnly }) => !loopbackOnly);
  const host = hostToConnect(settings);
  return Promise.all(
    ports.map(({ port }) =>
      lookAtPort(
        { host, port, timeout: http.connectTimeout },
        { ...rules, names: namesOnPort(port, { url: new URL(reading.url), rows: reading.rows, document }) },
      ),
    ),
  );
}

/** What of a section could not be found out, one sentence each. */
export function gapsIn({ listeners, looks }: NetworkSection): string[] {
  const silent = looks.flatMap(({ port, unanswered }) =>
    unanswered ? [`TLS of port ${port}: ${unanswered.why}`] : [],
  );
  return [...listeners.gaps, ...silent];
}

/** The section of a baseline. Throws Unanswered where it has none, as older ones, or one that is not understood. */
export function networkSectionOf(sections: Record<string, unknown>): NetworkSection {
  const found = section.safeParse(sections[networkSectionName]);
  if (found.success) return found.data;
  const why =
    networkSectionName in sections
      ? `is not understood: ${z.prettifyError(found.error).slice(0, 300)}`
      : 'is not there';
  throw new Unanswered(`the section "${networkSectionName}" of the baseline (listeners and TLS) ${why}`, {
    asked: 'baseline',
    where: 'this machine',
    next: 'Capture the old server again with this version of the pack, or compare by hand.',
  });
}
