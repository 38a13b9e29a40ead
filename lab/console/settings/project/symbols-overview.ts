import { html } from 'hono/html';
import { archivesOf } from '../../../coronerd/symbols/listing.ts';
import { shown } from '../../layout/field.ts';
import { projectAddress } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

/** How many symbols, archives and missing symbols a project has. */
export const symbolsOverview: ProjectApplet = {
  heading: 'Symbols overview',
  body: (viewer) => {
    const { state } = viewer.coronerd;
    const files = state.symbols[viewer.pid] ?? [];
    const archives = archivesOf(state.archives?.[viewer.pid] ?? [], files);
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    return html`<dl>
${shown('Symbols', files.length.toLocaleString('en-US'))}
${shown('Size', `${bytes.toLocaleString('en-US')} bytes`)}
${shown('Archives', archives.length.toLocaleString('en-US'))}
${shown('Missing symbols', (state.missingSymbols[viewer.pid] ?? []).length.toLocaleString('en-US'))}
</dl><p><a href="${projectAddress(viewer, 'settings/symbol/upload')}">Upload symbols</a></p>`;
  },
};
