import { html } from 'hono/html';
import type { Html } from '../page-env.ts';

/** An entry of a settings menu: a page, or (in the older layout) entries below it that are shown on demand. */
export type Entry =
  | { label: string; href: string }
  | { label: string; entries: { label: string; href: string }[] };

/** Entries under one heading of a settings menu; without a label they stand by themselves. */
export interface Group {
  label?: string;
  entries: Entry[];
}

interface Look {
  as: 'links' | 'buttons';
  /** Leads out of the older layout. */
  back?: string;
}

/** The menu of the settings, with the entry of the present page marked. */
export function sideNav(groups: Group[], present: string, { as, back }: Look): Html {
  const one = (each: Entry) => entry(each, present, as);
  return html`<nav class="side" aria-label="Settings">
${back ? html`<a class="back" href="${back}">Back</a>` : ''}
${groups.map(({ label, entries }) => html`${label ? html`<p class="group">${label}</p>` : ''}<ul>${entries.map(one)}</ul>`)}
</nav>`;
}

function entry(each: Entry, present: string, as: Look['as']): Html {
  if ('href' in each) return html`<li>${page(each, present, as)}</li>`;
  const open = each.entries.some(({ href }) => href === present);
  return html`<li><button type="button" class="fold" aria-expanded="${String(open)}">${each.label}</button>
<ul ${open ? '' : 'hidden'}>${each.entries.map((below) => html`<li>${page(below, present, as)}</li>`)}</ul></li>`;
}

function page({ label, href }: { label: string; href: string }, present: string, as: Look['as']): Html {
  const mark = href === present ? html`aria-current="page"` : '';
  if (as === 'links') return html`<a href="${href}" ${mark}>${label}</a>`;
  return html`<button type="button" class="entry" data-href="${href}" ${mark}>${label}</button>`;
}
