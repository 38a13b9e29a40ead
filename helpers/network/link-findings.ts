import { excerpt } from '../redact.ts';
import { namesOldHost, type OldNames } from './old-names.ts';
import type { Opened } from './open-link.ts';
import { isOn, withoutUser } from './own-hosts.ts';
import { isThisMachine } from './this-machine.ts';

interface Judge {
  /** Hosts of the new server, see `ownHosts`. */
  own: readonly string[];
  /** What would mean the old one, where something is known of it. */
  old?: OldNames | undefined;
  /** Follows a link; redirects are followed as long as they stay on the new server. */
  open: (link: URL) => Promise<Opened>;
}

/** What is wrong with the links of a message, what could not be found out, and which lead elsewhere and were not opened. */
export interface LinkFindings {
  findings: string[];
  unanswered: string[];
  notes: string[];
  elsewhere: string[];
}

/**
 * Judges the links that a server sent: none may name the old server or the reader's own machine, those of its console
 * must name the new one, at least one does, and each of those opens (HTTP status below 400). Others, for example of the vendor's documentation,
 * are given as `elsewhere`.
 */
export async function linkFindings(
  links: readonly string[],
  { own, old, open }: Judge,
): Promise<LinkFindings> {
  const isOwn = (url: URL) => isOn(own, url);
  const isOld = ({ hostname }: URL) => old !== undefined && namesOldHost(hostname, old);
  const given = links.filter((link) => URL.canParse(link)).map((link) => new URL(link));
  const urls = given.map(withoutUser);
  const ours = urls.filter((url) => isOwn(url) && !isOld(url));
  const wrong = urls.filter(
    (url) => !ours.includes(url) && (isOld(url) || isOfConsole(url) || isThisMachine(url.hostname)),
  );
  const findings = wrong.map(
    (url) => `the link ${shown(url)} names ${url.host}: expected ${own.join(' or ')}`,
  );
  if (ours.length === 0 && wrong.length === 0) {
    findings.push(`no link names the new server (${own.join(', ')}); there are ${urls.length} links`);
  }
  const unanswered: string[] = [];
  for (const url of ours) {
    const opened = await open(url);
    // It was not asked at all: whether it works is not known.
    if (opened.refused !== undefined && opened.status === undefined)
      unanswered.push(`the link ${shown(url)} was not opened: ${opened.refused}`);
    else findings.push(...opening(url, opened, isOwn, isOld));
  }
  const named = given.filter(({ username, password }) => username !== '' || password !== '');
  return {
    findings,
    unanswered,
    notes: named.map((url) => `a user name or password in the link ${shown(withoutUser(url))} was left out`),
    elsewhere: urls.filter((url) => !ours.includes(url) && !wrong.includes(url)).map(shown),
  };
}

/** Routes of the console, of old and new generations. */
function isOfConsole({ pathname }: URL): boolean {
  return /^\/(?:p|dashboard|debugger|settings|universe)\//.test(pathname);
}

function opening(
  link: URL,
  { status, failed, refused, url }: Opened,
  isOwn: (url: URL) => boolean,
  isOld: (url: URL) => boolean,
): string[] {
  if (failed !== undefined) return [`the link ${shown(link)} does not open: ${failed}`];
  if (refused !== undefined)
    return [`the link ${shown(link)} leads to ${shown(url)}: ${refused}; expected the new server`];
  if (status !== undefined && status >= 400)
    return [`the link ${shown(link)} is dead: HTTP status ${status}`];
  const strays = isOld(url) || (!isOwn(url) && isOfConsole(url));
  return strays ? [`the link ${shown(link)} leads to ${shown(url)}: expected the new server`] : [];
}

function shown(url: URL): string {
  return excerpt(url.href, 200);
}
