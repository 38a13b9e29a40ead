import type { Listen } from './side-conf.ts';

/**
 * Keys of a service's configuration that say where it listens. What a side service calls them is UNKNOWN: this file
 * is the one place to correct.
 */
const bindKey = /^(?:https?[-_]?)?(?:bind|listen)(?:[-_]?(?:address|addr|on|to))?$/i;
const portKey = /^(?:(?:https?|listen|bind|server|service|api|web)[-_]?)?port$/i;
/** A port counts only in these sections: `port` of a database or a mail server is not the service's own. */
const ownSection = /^(?:https?|server|listen(?:er|ers)?|bind|web|api|service|settings|config|\d+)$/i;
const hostKeys = ['host', 'hostname', 'address', 'addr', 'ip'];

/** Where a service listens, from parsed JSON; the same port under the same key once. */
export function listensInSettings(root: unknown): Listen[] {
  return distinct(listensBelow(root, []));
}

/** The same from text of the form `KEY=VALUE` or `KEY: VALUE`, with INI sections or indentation. */
export function listensInText(content: string): Listen[] {
  const found: Listen[] = [];
  let section: string[] = [];
  const above: { indent: number; key: string }[] = [];
  for (const line of content.split('\n')) {
    if (/^\s*(?:[#;]|\/\/|$)/.test(line)) continue;
    const heading = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1];
    if (heading !== undefined) {
      section = heading.trim().split('.');
      continue;
    }
    const [setting = '', blank = '', key] =
      /^(\s*)(?:-\s+)?(?:export\s+)?["']?([\w.-]+)["']?\s*[:=]/.exec(line) ?? [];
    if (key === undefined) continue;
    const text = line.slice(setting.length).trimStart();
    while ((above.at(-1)?.indent ?? -1) >= blank.length) above.pop();
    const path = [...section, ...above.map((each) => each.key), ...key.split('.')];
    if (text === '') above.push({ indent: blank.length, key });
    else found.push(...listensAt(path, plainValue(text)));
  }
  return distinct(found);
}

function listensBelow(value: unknown, path: string[]): Listen[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const here = listensAt([...path, name], inner, value as Record<string, unknown>);
    return here.length > 0 ? here : listensBelow(inner, [...path, name]);
  });
}

function listensAt(path: string[], value: unknown, beside: Record<string, unknown> = {}): Listen[] {
  const name = path.at(-1) ?? '';
  const key = path.join('.');
  if (bindKey.test(name)) return bound(key, value);
  if (!portKey.test(name) || !path.slice(0, -1).every((each) => ownSection.test(each))) return [];
  const port = portOf(value);
  return port === null ? [] : [{ key, hostname: hostIn(beside), port, socket: null }];
}

/** A port, `HOST:PORT`, `:PORT`, the path of a socket, an object with host and port, or a list of these. */
function bound(key: string, value: unknown): Listen[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => bound(key, each));
  if (typeof value === 'object' && value !== null) {
    const { port, service, path, socket } = value as Record<string, unknown>;
    const found = portOf(port ?? service);
    const file = [path, socket].find((each) => typeof each === 'string' && each.startsWith('/'));
    if (found === null && file === undefined) return [];
    const hostname = hostIn(value as Record<string, unknown>);
    return [{ key, hostname, port: found, socket: found === null ? String(file) : null }];
  }
  const socket = typeof value === 'string' ? /^(?:unix:(?:\/\/)?)?(\/.+)$/.exec(value)?.[1] : undefined;
  if (socket !== undefined) return [{ key, hostname: null, port: null, socket }];
  const [, hostname = '', text] = /^(?:(?:https?|tcp):\/\/)?(?:(.*):)?(\d+)\/?$/.exec(String(value)) ?? [];
  const port = portOf(text);
  const host = hostname.replace(/^\[(.*)\]$/, '$1') || null;
  return port === null ? [] : [{ key, hostname: host, port, socket: null }];
}

function hostIn(settings: Record<string, unknown>): string | null {
  const found = hostKeys.map((name) => settings[name]).find((value) => typeof value === 'string');
  return typeof found === 'string' && found !== '' ? found : null;
}

function portOf(value: unknown): number | null {
  const port =
    typeof value === 'number' || typeof value === 'string' ? Number(value || Number.NaN) : Number.NaN;
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

/** Without quotes and without a comment behind it. */
function plainValue(text: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(text)?.[2];
  const comment = text.search(/\s(?:#|;|\/\/)/);
  return (
    quoted ??
    text
      .slice(0, comment === -1 ? text.length : comment)
      .replace(/[;,]\s*$/, '')
      .trim()
  );
}

function distinct(listens: Listen[]): Listen[] {
  return [...new Map(listens.map((each) => [`${each.key} ${each.port} ${each.socket}`, each])).values()];
}
