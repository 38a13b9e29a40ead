import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { Html } from '../page-env.ts';

/** The ⋮ menu of a row; its entries are buttons. */
export function rowMenu(row: string, entries: Html[]): Html {
  const id = `row-${randomUUID()}`;
  return html`<div class="popup row-menu"><button type="button" class="icon" aria-haspopup="menu" aria-expanded="false" aria-controls="${id}" aria-label="Actions for ${row}" title="Actions">⋮</button><div role="menu" id="${id}" aria-label="Actions for ${row}" hidden>${entries}</div></div>`;
}
