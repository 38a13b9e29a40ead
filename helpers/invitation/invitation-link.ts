import { withoutUser } from '../network/own-hosts.ts';

/** Long and opaque: what makes an invitation's link private. */
const opaque = /[\w~.+/=-]{16,}/g;

/**
 * The link of an invitation among those of its mail: the first on the new server that carries something long and
 * opaque, else the first on the new server, without a user name and password in it. How it looks is not documented.
 */
export function invitationLink(links: readonly string[], isOwn: (url: URL) => boolean): URL | undefined {
  const own = links.filter((link) => URL.canParse(link)).map((link) => withoutUser(new URL(link)));
  const ours = own.filter(isOwn);
  return ours.find((url) => secretsIn(url).length > 0) ?? ours[0];
}

/** The parts of a link that may be its secret. */
export function secretsIn({ pathname, search, hash }: URL): string[] {
  const parts = [...pathname.split('/'), ...search.split(/[?&=]/), ...hash.split(/[#/?&=]/)];
  return parts.flatMap((part) => part.match(opaque) ?? []).filter((part) => /\d/.test(part));
}

/** Why an invitation's link must not be opened: its secret, and the password chosen there, would go in the clear. */
export function leavesHttps(link: URL, console: URL): string | undefined {
  if (link.protocol === 'https:' || console.protocol !== 'https:') return undefined;
  return `the link of the invitation is plain http (${link.host}), while the console is https: it was not opened`;
}
