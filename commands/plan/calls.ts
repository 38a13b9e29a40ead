import { commandOf, type FactKey, factKeys } from '../../helpers/host/catalogue.ts';
import { asks } from './asks.ts';

/** Fixtures by their names in specs, and what a call on each is listed under in `asks`. */
const subjects: Record<string, string> = {
  newServer: 'server',
  oldServer: 'server',
  pair: 'pair',
  newHost: 'host',
  hostIfAny: 'host',
  oldHost: 'host',
  probe: 'probe',
  symbolProbe: 'symbolProbe',
  symbold: 'symbold',
  network: 'network',
  names: 'names',
  mailbox: 'mailbox',
  logins: 'logins',
  workflows: 'workflows',
};
const places: Record<string, string> = {
  pair: 'both servers',
  network: 'both servers',
  names: 'new server',
  mailbox: 'mailbox',
  logins: 'new server',
  workflows: 'new server',
  probe: 'new server',
  symbolProbe: 'new server',
  symbold: 'both servers',
};
/** Fixtures and helpers that are called by themselves. */
const plain = [
  'knownGood',
  'reach',
  'startedAgain',
  'clocks',
  'oldVersion',
  'answersAgain',
  'sendTestReport',
  'createTicket',
  'followLinks',
  'oldNames',
  'oldNamesIfAny',
  'oldReferences',
  'installed',
  'about',
  'triage',
  'applets',
  'linkSharing',
  'ssoSettings',
  'refuseWithoutSso',
  'loginPage',
  'logInBySso',
  'accountsNamed',
  'invite',
  'acceptInvitation',
];
/** Members that ask nothing of their own. */
const quiet = /^(accounts|address|seconds|url|side|name|mark|project|program|sent|cutoff|secondsBetween)$/;

/**
 * The commands and requests that a check makes, read from its source, without those to places that are `absent`: not
 * configured. `unknown` = calls that `asks` does not list.
 */
export function callsIn(
  source: string,
  absent: readonly ('old host' | 'old server')[] = [],
): { asked: string[]; unknown: string[] } {
  const asked = new Set<string>();
  const unknown: string[] = [];
  const body = source.replace(/^check\(\s*'[^']+'/, '');
  for (const [, subject = '', member = '', argument] of body.matchAll(/\b(\w+)\??\.(\w+)\(?(?:'(\w+)')?/g)) {
    const kind = subjects[subject];
    if (!kind || quiet.test(member)) continue;
    const side = subject.startsWith('old') ? 'old' : 'new';
    if (kind === 'host' && /^ask(Later)?$/.test(member)) {
      const key = factKeys.find((each) => each === argument);
      if (key) asked.add(`${side} host: ${command(key)}${member === 'askLater' ? '  (a second time)' : ''}`);
      else unknown.push(`${subject}.${member}(${argument})`);
      continue;
    }
    const listed = asks[`${kind}.${member}`];
    if (!listed) unknown.push(`${subject}.${member}`);
    for (const each of listed ?? []) asked.add(`${places[kind] ?? `${side} ${kind}`}: ${each}`);
  }
  const called = new Set([...body.matchAll(/\b(\w+)(?:\?\.)?\(/g)].map(([, name]) => name));
  for (const name of plain) {
    if (called.has(name)) for (const each of asks[name] ?? []) asked.add(each);
  }
  if (/\b(pair|network)\./.test(body) && !absent.includes('old server'))
    for (const each of twoServers) asked.add(each);
  const present = [...asked].filter((each) => !absent.some((place) => each.startsWith(`${place}: `)));
  return { asked: present, unknown };
}

/** What tells whether two sides that are compared are two machines. */
const twoServers = (['old', 'new'] as const).flatMap((side) =>
  (['bootId', 'hostname'] as const).map((key) => `${side} host: ${command(key)}`),
);

function command(key: FactKey): string {
  return commandOf(key, ['/var/coronerd']);
}
