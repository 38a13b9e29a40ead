import { isIP } from 'node:net';
import { withoutTrailing } from '../../trailing.ts';
import { urlIn } from './url.ts';

const dotted =
  /(?<![\w-]|[\w-]\.)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+(?![\w-])/gi;
/** A name without dots may be any word, so it only counts where a URL has its host. */
const ofUrl = /\/\/+([^/\s"'>]*)/g;
const plainHost = /^[a-z0-9_-]+(?=[:?#;,)\]}]|$)/i;
/** What may be an IPv6 address, which may end with an IPv4 one. */
const v6 = /[\w:.]+/g;

/**
 * Whole host names and IP addresses in a text, lower case, each once: names with dots (file names look the same and are
 * among them), and names without where a URL has its host.
 */
export function hostNamesIn(given: string): string[] {
  // Escaped in a regular expression, or in JSON.
  const text = given.replace(/\\+([./]?)/g, (backslashes, escaped: string) => escaped || backslashes);
  const names = [
    ...[...text.matchAll(dotted)].map(([name]) => name),
    ...[...text.matchAll(ofUrl)].flatMap(([, authority = '']) => hostOf(authority)),
    ...[...text.matchAll(v6)].flatMap(([run]) => v6In(run)),
  ];
  return [...new Set(names.map(plainName))];
}

/** The host between user and port, where it is a name without dots. */
function hostOf(authority: string): string[] {
  const host = plainHost.exec(authority.slice(authority.indexOf('@') + 1))?.[0];
  return host === undefined || host.startsWith('-') || host.endsWith('-') ? [] : [host];
}

function v6In(run: string): string[] {
  const found = [withoutTrailing(run, '.'), run.split('.', 1)[0] ?? ''].find((each) => isIP(each) === 6);
  return found === undefined ? [] : [found];
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
  const rest = withoutInnerComments(line);
  const comment = rest.search(/\s(?:#|\/\/\s|\/\*)/);
  return comment === -1 ? rest : rest.slice(0, comment);
}

/** Without what stands between a blank with `/*` and the `*\/` behind it. */
function withoutInnerComments(line: string): string {
  const begin = /\s\/\*/g;
  const kept: string[] = [];
  let from = 0;
  for (let found = begin.exec(line); found; found = begin.exec(line)) {
    const end = line.indexOf('*/', begin.lastIndex);
    if (end === -1) break;
    kept.push(line.slice(from, found.index));
    from = end + 2;
    begin.lastIndex = from;
  }
  return kept.join('') + line.slice(from);
}
