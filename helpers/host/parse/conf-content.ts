import { isIP } from 'node:net';
import { secretName } from '../../redact.ts';
import { urlIn } from './url.ts';

type Leaf = { key: string; value: string | number };

/**
 * The paths of `storage.disks`. The one place that knows the shape of its elements, which the vendor does not
 * document: a path, or an object that has it as `path`, `dir`, `root` or `directory`.
 */
export function storageDisksIn(root: unknown): string[] {
  const disks = at(root, ['storage', 'disks']);
  return (Array.isArray(disks) ? disks : [disks]).flatMap((disk) => {
    const path = ['path', 'dir', 'root', 'directory'].map((name) => at(disk, [name])).find(isText);
    return isText(disk) ? [disk] : path === undefined ? [] : [path];
  });
}

/** Every `bind`, `http_bind` and `https_bind` of the file: one object, a list of them, or `HOST:PORT`. */
export function listenersIn(root: unknown): { key: string; hostname: string | null; port: number | null }[] {
  return bindsIn(root, []).flatMap(({ key, value }) =>
    (Array.isArray(value) ? value : [value]).flatMap((bind: unknown) => {
      if (typeof bind === 'string') {
        const [, hostname = '', port] = /^(.*):(\d+)$/.exec(bind) ?? [];
        return [{ key, hostname: hostname.replace(/^\[(.*)\]$/, '$1') || null, port: portOf(port) }];
      }
      const hostname = at(bind, ['hostname']);
      const service = at(bind, ['service']) ?? at(bind, ['port']);
      if (hostname === undefined && service === undefined) return [];
      return [{ key, hostname: isText(hostname) ? hostname : null, port: portOf(service) }];
    }),
  );
}

/** The text at a path of keys, or null. */
export function pathAt(root: unknown, keys: string[]): string | null {
  const value = at(root, keys);
  return isText(value) ? value : null;
}

/** Host names and addresses in the values of the file: of URLs, of HOST:PORT, and of keys that name a host. */
export function hostsIn(root: unknown): { key: string; host: string }[] {
  return leavesIn(root, []).flatMap(({ key, value }) => {
    const host = hostOf(key, String(value));
    return host && !secretName.test(key) ? [{ key, host }] : [];
  });
}

function hostOf(key: string, value: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return urlIn(value)?.hostname.toLowerCase() || undefined;
  const [, name = ''] = /^\[?([A-Za-z0-9_.:-]+?)\]?(?::\d+)?$/.exec(value) ?? [];
  if (isIP(name) !== 0) return name;
  const namesHost = /(?:^|[._])(?:host|hostname|dns_name|server|domain|address|write|read)$/i.test(key);
  return namesHost && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i.test(name) && /[a-z]/i.test(name)
    ? name.toLowerCase()
    : undefined;
}

function bindsIn(value: unknown, path: string[]): { key: string; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /^(?:https?_)?bind$/.test(name)
      ? [{ key: [...path, name].join('.'), value: inner as unknown }]
      : bindsIn(inner, Array.isArray(value) ? path : [...path, name]),
  );
}

function leavesIn(value: unknown, path: string[]): Leaf[] {
  if (typeof value === 'string' || typeof value === 'number') return [{ key: path.join('.'), value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    secretName.test(name) ? [] : leavesIn(inner, Array.isArray(value) ? path : [...path, name]),
  );
}

function at(value: unknown, keys: string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

function portOf(service: unknown): number | null {
  const known: Record<string, number> = { http: 80, https: 443 };
  if (typeof service === 'string' && known[service]) return known[service];
  const port = typeof service === 'string' || typeof service === 'number' ? Number(service) : Number.NaN;
  return Number.isInteger(port) && port > 0 && port < 65536 ? port : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
