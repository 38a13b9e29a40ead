import { isIPv4 } from 'node:net';
import type { DnsZone } from '../types.ts';

/** A host name as DNS has it when all is well: one record for each address of the machine. */
export function zoneOf(hostname: string, addresses: readonly string[]): DnsZone {
  return {
    records: addresses.map((value) => ({ name: hostname, type: isIPv4(value) ? 'A' : 'AAAA', value })),
  };
}
