/**
 * The address with a tag behind a plus sign, which most mail servers deliver to the same mailbox: `ops@example.com`
 * and `x1` give `ops+x1@example.com`.
 */
export function withTag(address: string, tag: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${tag}${address.slice(at)}`;
}
