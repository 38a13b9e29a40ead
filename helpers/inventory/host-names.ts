import { isIP } from 'node:net';
import type { Plain } from './entry.ts';

const placeholder = '{server}';

/** Rewrites every mention of a server by one of its own names, with or without port, to `{server}`. */
export function withoutHostNames(names: readonly string[]): (text: string) => string {
  const patterns = [...new Set(names.map((name) => name.toLowerCase()))]
    .filter((name) => name !== '')
    .sort((one, other) => other.length - one.length)
    .map(mentionOf);
  return (text) => patterns.reduce((rewritten, pattern) => rewritten.replace(pattern, placeholder), text);
}

/** A mention of a server by this name, with or without its port. */
export function mentionOf(name: string): RegExp {
  const [host = '', port] = splitPort(name);
  const literal = host.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  // A name without dots may be any word, so it only counts where a URL has its host.
  const before = host.includes('.') || isIP(host) ? '(?<![a-z0-9-])' : '(?<=//(?:[^/@\\s]*@)?)';
  return new RegExp(`${before}${literal}${port ? `(?::${port})?` : ''}(?![a-z0-9-]|\\.[a-z0-9])`, 'gi');
}

/** Whether two texts differ only in that each names its own server. */
export function sameButForNames(
  old: readonly string[],
  fresh: readonly string[],
): (old: Plain, fresh: Plain) => boolean {
  const [fromOld, fromNew] = [withoutHostNames(old), withoutHostNames(fresh)];
  return (one, other) => {
    if (typeof one !== 'string' || typeof other !== 'string') return false;
    const rewritten = fromOld(one);
    return rewritten !== one && rewritten === fromNew(other);
  };
}

function splitPort(name: string): [host: string, port: string | undefined] {
  const match = /^(.*[^:]):(\d+)$/.exec(name);
  return match && !isIP(name) ? [match[1] ?? name, match[2]] : [name, undefined];
}
