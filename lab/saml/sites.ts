/**
 * Real origins of the names that only the lab resolves, by origin without port: `https://idp.acme.test` is at
 * `https://127.0.0.1:31234`. They are asked for at each use, since a port may change when a unit is started again.
 */
export type Sites = Map<string, () => string>;

/** The URL as it is reached; as it was given where the lab does not know its origin, or where it is none. */
export function realUrl(url: string, sites: Sites): string {
  if (!URL.canParse(url)) return url;
  const { origin } = new URL(url);
  const real = sites.get(origin)?.();
  return real === undefined ? url : real + url.slice(origin.length);
}

/** What a server's service provider needs of its surroundings. */
export interface SamlNetwork {
  sites: Sites;
  /** PEM of the authority that the identity provider's server certificate is checked against. */
  ca: string;
}
