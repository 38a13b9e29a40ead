import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import { actButton, bpg } from '../../layout/request.ts';
import { table } from '../../layout/table.ts';
import { projectRows } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

/** What is taken out of errors before they are stored. */
export const privacyControl: ProjectApplet = {
  heading: 'Privacy control',
  body: (viewer) => {
    const rows = projectRows(viewer, 'scrubber').map((row) => {
      const enabled = row.enable !== 0;
      const change = bpg('modify', 'scrubber', { key: { id: row.id }, fields: { enable: enabled ? 0 : 1 } });
      const name = textOf(row, 'name');
      return [
        name,
        textOf(row, 'builtin') || html`<code>${textOf(row, 'regexp')}</code>`,
        textOf(row, 'target'),
        enabled ? 'enabled' : 'disabled',
        actButton(enabled ? 'Disable' : 'Enable', [change], {
          look: 'plain',
          name: `${enabled ? 'Disable' : 'Enable'} ${name}`,
        }),
      ];
    });
    return table('Scrubbers', ['Name', 'Finds', 'Target', 'State', ''], rows, 'There are no scrubbers.');
  },
};
