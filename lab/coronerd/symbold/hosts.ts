/** Origins that symbold can reach: what a URL names (`http://symbols.acme.test`) and where that is, on the loopback. */
export type SymbolHosts = Readonly<Record<string, string>>;

/** Hands over the hosts. Throws a `RangeError` when one of them is not on the loopback. */
export function loopbackOnly(hosts: SymbolHosts): SymbolHosts {
  for (const [name, origin] of Object.entries(hosts)) {
    const { hostname, protocol } = new URL(origin);
    if (protocol === 'http:' && /^127\.\d+\.\d+\.\d+$/.test(hostname)) continue;
    throw new RangeError(
      `symbold of the lab may only reach http://127.x.x.x:port; ${name} is said to be at ${origin}`,
    );
  }
  return hosts;
}

/** Where an origin is; undefined, as for an unknown name, when it is none of the lab's. */
export function resolve(hosts: SymbolHosts, origin: string): URL | undefined {
  const found = Object.hasOwn(hosts, origin) ? hosts[origin] : undefined;
  return found === undefined ? undefined : new URL(found);
}
