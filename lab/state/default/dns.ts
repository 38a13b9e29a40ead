import { isIPv4 } from 'node:net';
import type { DnsZone } from '../types.ts';

/** Host names as DNS has them when all is well: for each, one record for each address of the machine. */
export function zoneOf(hostnames: readonly string[], addresses: readonly string[]): DnsZone {
  return {
    records: hostnames.flatMap((name) =>
      addresses.map((value) => ({ name, type: isIPv4(value) ? ('A' as const) : ('AAAA' as const), value })),
    ),
  };
}
