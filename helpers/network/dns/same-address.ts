import { BlockList, isIP, isIPv6 } from 'node:net';

/** An address in one spelling: `2001:DB8::0:1` and `2001:db8::1` are the same, and so are `::ffff:192.0.2.1` and `192.0.2.1`. */
export function canonicalAddress(address: string): string {
  const bare = withoutZone(address);
  if (!isIPv6(bare)) return bare;
  const spelled = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(spelled);
  if (!mapped) return spelled;
  const [high, low] = [Number.parseInt(mapped[1] ?? '', 16), Number.parseInt(mapped[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? '';
}

/** The addresses, each once, in one spelling. */
export function distinctAddresses(addresses: readonly string[]): string[] {
  return [...new Set(addresses.filter((each) => isIP(withoutZone(each)) !== 0).map(canonicalAddress))];
}

const local = new BlockList();
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['127.0.0.0', 8],
] as const)
  local.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['fc00::', 7],
  ['fe80::', 10],
  ['::1', 128],
] as const)
  local.addSubnet(net, prefix, 'ipv6');

/** Whether an address means something inside one network only, so that others see another one (NAT). */
export function isPrivateAddress(address: string): boolean {
  return local.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
