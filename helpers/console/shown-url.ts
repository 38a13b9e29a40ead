import { pathOf } from '../coronerd/wire.ts';

/** A URL as it may be shown: without token, redacted; cut where data stands in place of an address. */
export function shownUrl(text: string): string {
  if (!URL.canParse(text)) return text.slice(0, 80);
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) return `${url.protocol}…`;
  return `${url.origin}${pathOf(url)}`;
}
