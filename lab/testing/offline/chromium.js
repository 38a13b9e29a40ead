// @ts-check
import { isLoopback } from './addresses.js';

/** Variable with the address of the proxy that records and refuses: `127.0.0.1:PORT`. */
export const proxyVariable = 'OFFLINE_GUARD_PROXY';

/** Variable with further rules, as of `--host-resolver-rules`, for names that a test leads to the loopback or nowhere. */
export const rulesVariable = 'OFFLINE_GUARD_RULES';

const rulesSwitch = '--host-resolver-rules=';
const ownHosts = ['localhost', '*.localhost'];

/**
 * Whether a command line is one of Chromium's, which somebody drives.
 * @param {readonly string[]} words
 */
export function isChromium(words) {
  return words.some((word) => /^--remote-debugging-(pipe|port)/.test(word));
}

/**
 * The same command line of a browser that stays on this machine: whatever is not of the loopback, nor a name that the
 * line itself maps to it, goes to a proxy that refuses it; no name is resolved beyond that; and nothing goes around the
 * proxy by UDP. A name below `.invalid` is not found, as anywhere.
 * @param {readonly string[]} words
 * @param {string} proxy `127.0.0.1:PORT`
 * @param {string} [more] further rules, which come last
 */
export function offlineArguments(words, proxy, more = '') {
  const given = [...words.filter((word) => word.startsWith(rulesSwitch)), more]
    .flatMap((word) => word.replace(rulesSwitch, '').split(','))
    .map((rule) => rule.trim());
  const mapped = given.flatMap((rule) => {
    const [, name, target] = /^MAP\s+(\S+)\s+(\S+)$/i.exec(rule) ?? [];
    return name && target && staysHere(target) ? [{ name, rule }] : [];
  });
  const rules = [
    ...mapped.map(({ rule }) => rule),
    'MAP * ~NOTFOUND',
    ...[...ownHosts, '127.*', '::1'].map((host) => `EXCLUDE ${host}`),
  ];
  // Without <-loopback>, link-local addresses would go around the proxy.
  const around = [
    '<-loopback>',
    ...ownHosts,
    '127.0.0.0/8',
    '[::1]',
    '*.invalid',
    ...mapped.map(({ name }) => name),
  ];
  const added = [
    `--proxy-server=http://${proxy}`,
    `--proxy-bypass-list=${around.join(';')}`,
    rulesSwitch + rules.join(','),
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  ];
  const replaced =
    /^--(host-resolver-rules|host-rules|proxy-|no-proxy-server|force-webrtc-ip-handling-policy)/;
  const kept = words.filter((word) => !replaced.test(word));
  // Switches end where the first page begins.
  const at = kept.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  return at < 0 ? [...kept, ...added] : [...kept.slice(0, at), ...added, ...kept.slice(at)];
}

/** @param {string} target `HOST`, `HOST:PORT`, `[IPv6]:PORT` or `~NOTFOUND` */
function staysHere(target) {
  const host = target.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([^:]+):\d+$/, '$1');
  return host === '~NOTFOUND' || host === 'localhost' || isLoopback(host);
}
