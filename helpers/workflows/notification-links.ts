import { isOn } from '../network/own-hosts.ts';
import type { Notification } from '../webhook/notification.ts';

/** The error that a notification has to be about, and the server that it has to come from. */
export interface Expected {
  /** Hosts of the new server, see `ownHosts`. */
  own: readonly string[];
  universe: string;
  project: string;
  fingerprint: string;
}

/** What is wrong with what a notification says, one sentence each. */
export function notificationFindings(notification: Notification, expected: Omit<Expected, 'own'>): string[] {
  const wrong = (['universe', 'project', 'fingerprint'] as const).filter(
    (field) => notification[field] !== expected[field],
  );
  const missing = (['href', 'group_url'] as const).filter((field) => !notification[field]);
  return [
    ...wrong.map(
      (field) =>
        `the notification's ${field} is ${JSON.stringify(notification[field]) ?? 'missing'}, expected ${JSON.stringify(expected[field])}`,
    ),
    ...missing.map((field) => `the notification has no ${field}`),
  ];
}

/**
 * What is wrong with the addresses in a notification: `href` and `group_url` have to name the new server, and
 * `group_url` the right error. A page of the console is a program, so which error it shows can be told from its address
 * only. `others` are the links that are still to be judged, and to be opened.
 */
export function addressFindings(
  { links, group_url }: Pick<Notification, 'links' | 'group_url'>,
  expected: Expected,
): { findings: string[]; others: string[] } {
  const [wrong, others] = [true, false].map((isWrong) =>
    links.filter(
      ({ field, url }) => isWrong === (['href', 'group_url'].includes(field) && !names(url, expected)),
    ),
  );
  const elsewhere = (wrong ?? []).map(
    ({ field, url }) => `${field} is ${url}: it does not name the new server, ${expected.own.join(' or ')}`,
  );
  return {
    findings: [...elsewhere, ...(group_url ? notAbout(group_url, expected) : [])],
    others: (others ?? []).map(({ url }) => url),
  };
}

function names(link: string, { own }: Expected): boolean {
  return URL.canParse(link) && isOn(own, new URL(link));
}

function notAbout(link: string, expected: Expected): string[] {
  const text = decoded(link);
  return (['project', 'fingerprint'] as const).flatMap((field) =>
    text.includes(expected[field])
      ? []
      : [`group_url is ${link}: it does not name the ${field} ${expected[field]}`],
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
