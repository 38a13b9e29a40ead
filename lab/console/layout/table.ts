import { html } from 'hono/html';
import type { Html } from '../page-env.ts';

type Cell = Html | string | number;

/** A table with a name for those who cannot see where it stands; `empty` is said in place of no rows. */
export function table(name: string, columns: string[], rows: Cell[][], empty: string): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<table aria-label="${name}">
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table>
<p class="rows">1-${rows.length} of ${rows.length}</p>`;
}
