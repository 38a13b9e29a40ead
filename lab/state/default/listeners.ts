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

/**
 * Console and writers as rows of the configuration database, with the ports of the vendor's documentation. The
 * reader stands in coronerd.conf only.
 */
export function listenerRows(dnsName: string): Row[] {
  const ports = [443, 6_097, 6_098];
  return ports.flatMap((port, index) => {
    const listener = listeners()[index];
    return listener ? [row(listener, port, dnsName)] : [];
  });
}

function row({ id, type, protocol }: Listener, port: number, dnsName: string): Row {
  return {
    id,
    type,
    port,
    protocol,
    dns_name: type === 'http/console' ? dnsName : '',
    ssl: protocol === 'https' ? 1 : null,
    concurrency: 32,
  };
}
