import { Parser } from 'htmlparser2';
import { withoutTrailing } from '../trailing.ts';

const most = 200;
const inText = /https?:\/\/[^\s<>"'`]+/gi;
/** Parameters that only tell a sender who clicked. */
const tracking = /^(utm_\w+|mc_[ce]id|mkt_tok|_hsenc|_hsmi)$/i;

/**
 * The http(s) links that a reader of a mail can follow, from its HTML and its text, each once and without tracking
 * parameters; at most 200. Images and style sheets are none.
 */
export function linksIn({ html, text }: { html?: string | undefined; text?: string | undefined }): string[] {
  const found = [...(html ? hrefsIn(html) : []), ...(text ? urlsIn(text) : [])];
  const clean = found.flatMap((link) => withoutTracking(link) ?? []);
  return [...new Set(clean)].slice(0, most);
}

function hrefsIn(html: string): string[] {
  const hrefs: string[] = [];
  const parser = new Parser({
    onopentag(name, { href }) {
      if ((name === 'a' || name === 'area') && href) hrefs.push(href.trim());
    },
  });
  parser.end(html);
  return hrefs;
}

/** What a reader of the HTML sees, without its form. */
export function textIn(html: string): string {
  const words: string[] = [];
  let hidden = 0;
  const parser = new Parser({
    onopentagname: (name) => {
      if (name === 'style' || name === 'script') hidden += 1;
    },
    onclosetag: (name) => {
      if (name === 'style' || name === 'script') hidden -= 1;
    },
    ontext: (text) => {
      if (hidden === 0) words.push(text);
    },
  });
  parser.end(html);
  return words.join('').replace(/\s+/g, ' ').trim();
}

/** A sentence's full stop, and a bracket that was opened before the link, do not belong to it. */
function urlsIn(text: string): string[] {
  return [...text.matchAll(inText)].map(([link]) => {
    const bare = withoutTrailing(link, '.,;:!?');
    return bare.endsWith(')') && !bare.includes('(') ? bare.slice(0, -1) : bare;
  });
}

function withoutTracking(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  const idle = [...url.searchParams.keys()].filter((name) => tracking.test(name));
  for (const name of idle) url.searchParams.delete(name);
  return url.href;
}
