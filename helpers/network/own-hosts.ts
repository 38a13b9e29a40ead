import type { ServerSettings } from '../settings/types.ts';
import { isListed, listedOrigins } from './service-hosts.ts';
import { bareHost, isThisMachine } from './this-machine.ts';

/**
 * Where a link may mean the new server, of its `names`: each at the default port and at that of NEW_URL, as a URL has
 * them (`bt.example.com`, `bt.example.com:8443`), and what SERVICE_HOSTS lists (`https://links.example.com:*`).
 */
export function ownHosts(
  names: readonly string[],
  settings: Pick<ServerSettings, 'url' | 'serviceHosts'>,
): string[] {
  const { url } = settings;
  const usable = names.filter((name) => name === url.hostname || !isThisMachine(name));
  const at = (name: string) => (url.port ? [`${name}:${url.port}`, name] : [name]);
  const listed = listedOrigins(settings).filter((origin) => !isThisMachine(hostOf(origin)));
  return [...new Set([...usable.flatMap(at), ...listed])];
}

/** Whether a link leads to one of these hosts; names below them and other ports are others. */
export function isOn(own: readonly string[], url: URL): boolean {
  return isHere(own, url) || isListed(own, url);
}

/** Whether a link leads to the server itself, not only to what SERVICE_HOSTS lists. */
export function isHere(own: readonly string[], { hostname, port }: URL): boolean {
  const name = hostname.startsWith('[') ? hostname : bareHost(hostname);
  return own.includes(port ? `${name}:${port}` : name);
}

/** The link as it is followed: a user name and password in it are nobody's to send. */
export function withoutUser(link: URL): URL {
  const url = new URL(link);
  url.username = '';
  url.password = '';
  return url;
}

function hostOf(origin: string): string {
  return new URL(origin.replace(/:\*$/, '')).hostname;
}
