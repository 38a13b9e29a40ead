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

/** The menu of the settings, with the entry of the present page marked. `back` leads out of the older layout. */
export function sideNav(groups: Group[], present: string, back?: string): Html {
  return html`<nav class="side" aria-label="Settings">
${back ? html`<a class="back" href="${back}">Back</a>` : ''}
${groups.map(({ label, entries }) => html`${label ? html`<p class="group">${label}</p>` : ''}<ul>${entries.map((each) => entry(each, present))}</ul>`)}
</nav>`;
}

function entry(each: Entry, present: string): Html {
  if ('href' in each) return html`<li>${link(each, present)}</li>`;
  const open = each.entries.some(({ href }) => href === present);
  return html`<li><button type="button" class="fold" aria-expanded="${String(open)}">${each.label}</button>
<ul ${open ? '' : 'hidden'}>${each.entries.map((below) => html`<li>${link(below, present)}</li>`)}</ul></li>`;
}

function link({ label, href }: { label: string; href: string }, present: string): Html {
  return html`<a href="${href}" ${href === present ? html`aria-current="page"` : ''}>${label}</a>`;
}
