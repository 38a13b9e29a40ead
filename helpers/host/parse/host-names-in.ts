import { isIP } from 'node:net';
import { urlIn } from './url.ts';

const dotted =
  /(?<![\w-]|[\w-]\.)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+(?![\w-])/gi;
/** A name without dots may be any word, so it only counts where a URL has its host. */
const ofUrl = /:?\/\/(?:[^/@\s"'<>]*@)?([a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)(?=[:/\s"'?#;,)\]}>]|$)/gi;
const v6 = /(?<![\w:.])[0-9a-f]*:[0-9a-f:]*:[0-9a-f:]*(?:\d+(?:\.\d+){3})?(?![\w:])/gi;

/**
 * Whole host names and IP addresses in a text, lower case, each once: names with dots (file names look the same and are
 * among them), and names without where a URL has its host.
 */
export function hostNamesIn(given: string): string[] {
  // Escaped in a regular expression, or in JSON.
  const text = given.replace(/\\+([./])/g, '$1');
  const names = [
    ...[...text.matchAll(dotted)].map(([name]) => name),
    ...[...text.matchAll(ofUrl)].flatMap(([, name]) => (name === undefined ? [] : [name])),
    ...[...text.matchAll(v6)].map(([name]) => name).filter((name) => isIP(name) === 6),
  ];
  return [...new Set(names.map(plainName))];
}

/** A host name or address as it is compared: lower case, without brackets, IPv6 in its shortest form. */
export function plainName(name: string): string {
  const bare = name
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  if (isIP(bare) !== 6) return bare;
  return urlIn(`http://[${bare}]/`)?.hostname.replace(/^\[(.*)\]$/, '$1') ?? bare;
}

/** A line of a configuration file without its comment. */
export function withoutComment(line: string): string {
  if (/^\s*(?:[#;]|\/\/|\/?\*)/.test(line)) return '';
  return line.replace(/\s\/\*.*?\*\//g, '').replace(/\s(?:#|\/\/\s|\/\*).*$/, '');
}
