import { isIP } from 'node:net';
import type { Mailroom } from './mail/mailroom.ts';
import type { RunningSide } from './pair.ts';
import { administrator } from './state/administrator.ts';
import { probeProject, probeUniverse } from './state/probe-project.ts';
import { knownGoodSymbols } from './symbol-server/known-symbols.ts';
import { trackerAccount } from './tracker/account.ts';
import type { RunningTracker } from './tracker/tracker.ts';

/** The variables of an operator who verifies the pair; `cutoff` in unix seconds. */
export function makeEnvironment(
  pair: { old: RunningSide; new: RunningSide },
  options: {
    account: string;
    files: { ca: string; key: string; accounts: string };
    cutoff: number;
    mailroom: Mailroom;
    dns: string;
    tracker: RunningTracker;
    /** Origin of whoever vouches for people who log in by SAML. */
    identityProvider: string;
  },
): Record<string, string> {
  return {
    ...sideVariables('NEW', pair.new, options),
    ...sideVariables('OLD', pair.old, options),
    CUTOFF: new Date(options.cutoff * 1000).toISOString(),
    PROBE_PROJECT: `${probeUniverse}/${probeProject}`,
    ALLOW: 'submit,restart,mail,workflow,ticket',
    KNOWN_GOOD_SYMBOL: knownGoodSymbols
      .slice(0, 1)
      .map(({ debugFile, debugId }) => `${debugFile},${debugId}`)
      .join(),
    WEBHOOK_LISTEN: '127.0.0.1:0',
    TRACKER_URL: `http://127.0.0.1:${options.tracker.port}`,
    TRACKER_USERNAME: trackerAccount.username,
    TRACKER_PASSWORD: trackerAccount.password,
    DNS_SERVER: options.dns,
    LOGIN_ACCOUNTS_FILE: options.files.accounts,
    MAIL_TO: options.mailroom.account.address,
    MAIL_IMAP: `imaps://127.0.0.1:${options.mailroom.port}`,
    MAIL_USERNAME: options.mailroom.account.username,
    MAIL_PASSWORD: options.mailroom.account.password,
    MAIL_CA_FILE: options.files.ca,
    ...signInVariables(pair.new, options.identityProvider),
    // What stands in a .env of the operator is not meant for the lab.
    SETTINGS_FILE: 'none',
  };
}

/** An account of the identity provider, and whom it logs in on the server. */
function signInVariables({ state }: RunningSide, identityProvider: string): Record<string, string> {
  const user = state.identityProvider?.users[0];
  if (!user) return {};
  return {
    SSO_USERNAME: user.username,
    SSO_PASSWORD: user.password,
    SSO_ACCOUNT: user.email,
    SSO_HOSTS: new URL(identityProvider).host,
  };
}

function sideVariables(
  prefix: 'NEW' | 'OLD',
  side: RunningSide,
  { account, files }: { account: string; files: { ca: string; key: string } },
): Record<string, string> {
  const { username } = administrator;
  const console = side.state.listeners.find((listener) => listener.type === 'http/console');
  if (!console)
    throw new RangeError(`The ${side.state.side} server's state has no listener of type http/console`);
  return {
    [`${prefix}_URL`]: `${console.protocol}://${side.state.hostname}:${side.port(console.id)}`,
    // Who reaches a server by its address has nothing more to say of where it is.
    ...(isIP(side.state.hostname) ? {} : { [`${prefix}_ADDRESS`]: side.address }),
    [`${prefix}_CA_FILE`]: files.ca,
    [`${prefix}_USERNAME`]: username,
    [`${prefix}_PASSWORD`]: side.state.passwords[username] ?? '',
    [`${prefix}_SSH`]: `${account}@127.0.0.1:${side.host.port}`,
    [`${prefix}_SSH_KEY_FILE`]: files.key,
    [`${prefix}_SSH_HOST_KEY`]: side.host.hostKey,
  };
}
