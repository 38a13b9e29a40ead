import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import { actButton, bpg } from '../../layout/request.ts';
import { projectRows } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

/** What the server does with errors as they come in. */
export const submissionActions: ProjectApplet = {
  heading: 'Submission actions',
  body: (viewer) => {
    const [row] = projectRows(viewer, 'server_side_actions');
    const intro = html`<p>Coronerd can perform a variety of server-side actions.</p>`;
    if (!row) return html`${intro}<p class="empty">No actions are configured.</p>`;
    const enabled = row.enabled !== 0;
    const change = bpg('modify', 'server_side_actions', {
      key: { project: viewer.pid },
      fields: { enabled: enabled ? 0 : 1 },
    });
    return html`${intro}<section class="card" aria-label="Actions"><h2>Actions</h2><p>${enabled ? 'enabled' : 'disabled'}</p><pre>${textOf(row, 'configuration')}</pre>
${actButton(enabled ? 'Disable' : 'Enable', [change], { look: 'plain' })}</section>`;
  },
};
