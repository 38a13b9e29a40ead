import type { Listener, Row } from '../types.ts';

/** The listeners of a default server: console, two writers and the snapshot reader (contract §1.1). */
export function listeners(): Listener[] {
  const listener = (id: number, type: Listener['type'], protocol: Listener['protocol']): Listener => {
    return { id, type, protocol, bind: '0.0.0.0', owner: 'coronerd' };
  };
  return [
    listener(1, 'http/console', 'https'),
    listener(2, 'http/writer', 'http'),
    listener(3, 'http/writer', 'https'),
    listener(4, 'reader', 'http'),
  ];
}

/** The same as rows of the configuration database, with the ports of the vendor's documentation. */
export function listenerRows(dnsName: string): Row[] {
  const ports = [443, 6_097, 6_098, 4_097];
  return listeners().map(({ id, type, protocol }, index) => ({
    id,
    type,
    port: ports[index] ?? 0,
    protocol,
    dns_name: type === 'http/console' ? dnsName : '',
    ssl: protocol === 'https' ? 1 : null,
    concurrency: 32,
  }));
}
