import { excerpt } from '../redact.ts';
import { namesOldHost, type OldNames } from './old-names.ts';
import type { Opened } from './open-link.ts';
import { isOn } from './own-names.ts';

interface Judge {
  /** Names of the new server, see `ownNames`. */
  own: readonly string[];
  /** What would mean the old one, where something is known of it. */
  old?: OldNames | undefined;
  /** Follows a link; redirects are followed as long as they stay on the new server. */
  open: (link: URL, own: (url: URL) => boolean) => Promise<Opened>;
}

/** What is wrong with the links of a message, and which lead elsewhere and were not opened. */
export interface LinkFindings {
  findings: string[];
  elsewhere: string[];
}

/**
 * Judges the links that a server sent: none may name the old server, those of its console must name the new one, at
 * least one does, and each of those opens (HTTP status below 400). Others, for example of the vendor's documentation,
 * are given as `elsewhere`.
 */
export async function linkFindings(
  links: readonly string[],
  { own, old, open }: Judge,
): Promise<LinkFindings> {
  const isOwn = (url: URL) => isOn(own, url);
  const isOld = ({ hostname }: URL) => old !== undefined && namesOldHost(hostname, old);
  const urls = links.filter((link) => URL.canParse(link)).map((link) => new URL(link));
  const ours = urls.filter((url) => isOwn(url) && !isOld(url));
  const wrong = urls.filter((url) => !ours.includes(url) && (isOld(url) || isOfConsole(url)));
  const findings = wrong.map(
    (url) => `the link ${shown(url)} names ${url.host}: expected ${own.join(' or ')}`,
  );
  if (ours.length === 0 && wrong.length === 0) {
    findings.push(`no link names the new server (${own.join(', ')}); there are ${urls.length} links`);
  }
  for (const url of ours) findings.push(...opening(url, await open(url, isOwn), isOwn, isOld));
  return {
    findings,
    elsewhere: urls.filter((url) => !ours.includes(url) && !wrong.includes(url)).map(shown),
  };
}

/** Routes of the console, of old and new generations. */
function isOfConsole({ pathname }: URL): boolean {
  return /^\/(?:p|dashboard|debugger|settings|universe)\//.test(pathname);
}

function opening(
  link: URL,
  { status, failed, url }: Opened,
  isOwn: (url: URL) => boolean,
  isOld: (url: URL) => boolean,
): string[] {
  if (failed !== undefined) return [`the link ${shown(link)} does not open: ${failed}`];
  if (status !== undefined && status >= 400)
    return [`the link ${shown(link)} is dead: HTTP status ${status}`];
  const strays = isOld(url) || (!isOwn(url) && isOfConsole(url));
  return strays ? [`the link ${shown(link)} leads to ${shown(url)}: expected the new server`] : [];
}

function shown(url: URL): string {
  return excerpt(url.href, 200);
}
