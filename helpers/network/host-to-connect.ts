import type { ServerSettings } from '../settings/types.ts';

/** Where connections to a server go: its address setting, else the host of its URL, an IPv6 address without brackets. */
export function hostToConnect({ address, url }: Pick<ServerSettings, 'address' | 'url'>): string {
  return address ?? url.hostname.replace(/^\[(.*)\]$/, '$1');
}
