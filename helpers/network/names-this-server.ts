import { lookup } from 'node:dns/promises';
import type { ServerSettings } from '../settings/types.ts';
import { hostToConnect } from './host-to-connect.ts';

const loopback = new Set(['localhost', '127.0.0.1', '::1', 'ip6-localhost']);

/**
 * Whether a host name in a server's configuration means that server: loopback, one of its own names (also without
 * the domain), or a name that resolves to its address.
 */
export async function namesThisServer(
  name: string | undefined,
  own: readonly unknown[],
  server: ServerSettings,
): Promise<boolean> {
  if (!name) return false;
  const host = name.toLowerCase();
  const names = own
    .filter((each) => typeof each === 'string' && each !== '')
    .map((each) => String(each).toLowerCase());
  if (loopback.has(host) || names.includes(host) || names.some((each) => each.split('.')[0] === host))
    return true;
  const [theirs, ours] = await Promise.all([addressesOf(host), addressesOf(hostToConnect(server))]);
  return theirs.some((address) => ours.includes(address));
}

async function addressesOf(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}
