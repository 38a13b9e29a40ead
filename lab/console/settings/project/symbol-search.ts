import { html } from 'hono/html';
import type { SymbolFile } from '../../../state/types.ts';
import { field } from '../../layout/field.ts';
import { table } from '../../layout/table.ts';
import { timeText } from '../../layout/time-text.ts';
import type { ProjectApplet } from '../applet.ts';

/** Rows that the page shows at most. */
const most = 200;

/** The uploaded symbols, or those whose name or debug id holds what is looked for. */
export const symbolSearch: ProjectApplet = {
  heading: 'Search symbols',
  body: ({ coronerd, pid, universe, universes, sought = '' }) => {
    const wanted = sought.toLowerCase();
    const matches = ({ debugFile, debugIdentifier }: SymbolFile) =>
      `${debugFile} ${debugIdentifier}`.toLowerCase().includes(wanted);
    const found = (coronerd.state.symbols[pid] ?? []).filter(matches);
    const rows = found
      .slice(0, most)
      .map((file) => [
        file.debugFile,
        html`<code>${file.debugIdentifier}</code>`,
        file.tag,
        file.size.toLocaleString('en-US'),
        timeText(file.uploadedAt),
      ]);
    const home =
      universe === universes[0] ? '' : html`<input type="hidden" name="universe" value="${universe.name}">`;
    return html`<form method="get">${home}${field('Symbol name or debug ID', 'q', { value: sought, required: false })}<div class="actions"><button type="submit">Search</button></div></form>
<p>${found.length.toLocaleString('en-US')} symbols${found.length > most ? `, the first ${most} are shown` : ''}</p>
${table('Symbols', ['Name', 'Debug ID', 'Tag', 'Bytes', 'Uploaded'], rows, 'No symbols were found.')}`;
  },
};
