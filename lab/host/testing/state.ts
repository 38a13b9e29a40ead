import type { HostState, Listener, ServerState } from '../../state/types.ts';
import { debianHost } from '../debian.ts';

export const listeners: Listener[] = [
  { id: 1, type: 'http/console', protocol: 'https', bind: '0.0.0.0', owner: 'backtrace-nginx' },
  { id: 2, type: 'http/writer', protocol: 'http', bind: '0.0.0.0', owner: 'coronerd' },
  { id: 3, type: 'http/writer', protocol: 'https', bind: '[::]', owner: 'coronerd' },
  { id: 4, type: 'reader', protocol: 'http', bind: '127.0.0.1', owner: 'memcached' },
];

/** Port of a listener in these tests. */
export function portOf(id: number): number {
  return 6095 + id;
}

/** A server of which only the machine and the listeners matter; the machine as changed. */
export function serverState(change: (host: HostState) => void = () => {}): ServerState {
  const host = debianHost({
    hostname: 'new.backtrace.test',
    version: '1.42.1',
    universeProjects: [
      ['acme', 'server'],
      ['acme', 'client'],
    ],
    listeners,
  });
  change(host);
  return {
    side: 'new',
    hostname: host.hostname,
    version: '1.42.1',
    configuration: {},
    passwords: {},
    tokens: {},
    errors: {},
    symbols: {},
    symbolServers: [],
    missingSymbols: {},
    audit: [],
    storage: {},
    corrupted: [],
    retentionNotInstalled: [],
    services: [],
    listeners: structuredClone(listeners),
    host,
    behaviour: {},
  };
}
