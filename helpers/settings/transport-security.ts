import { isLoopback } from '../network/this-machine.ts';
import type { Problem } from './problem.ts';
import type { Environment, Get } from './read.ts';
import type { ServerSettings } from './types.ts';

/** Settings with a URL that a password or token is sent to, and the address that connections go to instead of its host. */
const urls = [
  ['NEW_URL', 'NEW_ADDRESS'],
  ['OLD_URL', 'OLD_ADDRESS'],
  ['TRACKER_URL', undefined],
] as const;

/**
 * The settings by which passwords and tokens would cross a network unencrypted: plain http to another host than this one.
 * A problem each, unless ALLOW_PLAIN_HTTP is `yes`.
 */
export function readPlainHttp(get: Get, problems: Problem[]): string[] {
  const plain = urls.filter(([name, address]) => {
    const url = get(name);
    return url?.protocol === 'http:' && !isLoopback((address && get(address)) ?? url.hostname);
  });
  const names = plain.map(([name]) => name);
  if (get('ALLOW_PLAIN_HTTP') !== true) problems.push(...names.map(refused));
  return names;
}

function refused(variable: string): Problem {
  return {
    variable,
    message:
      'is plain http: passwords and tokens would cross the network unencrypted. Use https, or set ALLOW_PLAIN_HTTP=yes',
    example: `${variable}=https://backtrace.example.com`,
  };
}

/** Node heeds this variable, in whichever part of the process a connection is made: no certificate would be checked. */
export const uncheckedTls = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** Refuses an environment, or a settings file, that turns the checks of certificates off. */
export function refuseUncheckedTls(environment: Environment, problems: Problem[]): void {
  if (environment[uncheckedTls]?.trim() !== '0') return;
  problems.push({
    variable: uncheckedTls,
    message:
      'is 0, so that no certificate would be checked: unset it, and name the certificates to trust in NEW_CA_FILE, OLD_CA_FILE or TRACKER_CA_FILE',
  });
}

/** The new server's token would go to the old one; where both have one name, that is the new one's. */
export function refuseOldAsService(fresh: ServerSettings, old: ServerSettings, problems: Problem[]): void {
  const isOld = fresh.serviceHosts?.some(({ host }) => host === old.url.hostname);
  if (!isOld || old.url.hostname === fresh.url.hostname) return;
  problems.push({
    variable: 'SERVICE_HOSTS',
    message: `lists ${old.url.hostname}, the host of OLD_URL: what is changed on the new server would be changed there`,
  });
}
