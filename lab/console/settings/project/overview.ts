import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import { shown } from '../../layout/field.ts';
import { usernameOf } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

/** What a project is and holds. */
export const projectOverview: ProjectApplet = {
  heading: 'Overview',
  body: (viewer) => {
    const { coronerd, pid, project, universe } = viewer;
    const errors = coronerd.tables.errors(pid);
    const bytes = errors
      .flatMap(({ attachments }) => attachments)
      .reduce((sum, { base64 }) => sum + Buffer.byteLength(base64, 'base64'), 0);
    return html`${coronerd.state.corrupted.includes(pid) ? html`<p role="alert" class="alert">The attribute database of this project is corrupted.</p>` : ''}
<dl>
${shown('Project', textOf(project, 'name'))}
${shown('Universe', textOf(universe, 'name'))}
${shown('Project Owner', usernameOf(viewer, project.owner))}
${shown('Errors', errors.length.toLocaleString('en-US'))}
</dl>
<h2>Storage usage</h2><dl>${shown('attachments', `${bytes.toLocaleString('en-US')} bytes`)}</dl>`;
  },
};
