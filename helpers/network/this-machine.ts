import { BlockList, isIP, isIPv6 } from 'node:net';
import { canonicalAddress } from './dns/same-address.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const unroutable = new BlockList();
unroutable.addSubnet('0.0.0.0', 8, 'ipv4');
unroutable.addSubnet('169.254.0.0', 16, 'ipv4');
unroutable.addAddress('::', 'ipv6');
unroutable.addSubnet('fe80::', 10, 'ipv6');

const loopbackNames = /^(?:(?:.+\.)?localhost|localhost\.localdomain|ip6-(?:localhost|loopback))$/;

/** Whether a host, as in a URL or as an address, is loopback: `localhost`, names below it, 127.0.0.0/8, `::1`. */
export function isLoopback(host: string): boolean {
  const bare = bareHost(host);
  return isIP(bare) ? isIn(loopback, bare) : loopbackNames.test(bare);
}

/**
 * Whether a host means another machine to each machine that hears it: loopback, link-local, unspecified (RFC 6890), in
 * any spelling that a URL may have.
 */
export function isThisMachine(host: string): boolean {
  const bare = bareHost(host);
  return isLoopback(bare) || (isIP(bare) !== 0 && isIn(unroutable, bare));
}

/** A host in one spelling: lower case, without brackets, zone and the dot at the end of a whole name. */
export function bareHost(host: string): string {
  const bare = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  const [address = ''] = bare.split('%');
  return isIP(address) ? canonicalAddress(bare) : bare;
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
