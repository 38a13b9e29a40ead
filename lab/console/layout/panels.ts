import { html } from 'hono/html';
import type { Html } from '../page-env.ts';

/** Tabs, of which one panel at a time is shown; the first at the beginning. `id` tells several on a page apart. */
export function panels(name: string, contents: [tab: string, content: Html][], id = 'panel'): Html {
  const tabs = contents.map(([tab], place) => {
    return html`<button type="button" role="tab" id="${id}-tab-${place}" aria-selected="${String(place === 0)}" aria-controls="${id}-${place}">${tab}</button>`;
  });
  const bodies = contents.map(([, content], place) => {
    return html`<div role="tabpanel" id="${id}-${place}" aria-labelledby="${id}-tab-${place}" ${place === 0 ? '' : 'hidden'}>${content}</div>`;
  });
  return html`<div class="tabs" role="tablist" aria-label="${name}" data-panels>${tabs}</div>${bodies}`;
}
