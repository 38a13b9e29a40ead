import { html } from 'hono/html';
import { table } from '../../layout/table.ts';
import { workflowObjects } from '../../workflow-objects.ts';
import type { ProjectApplet } from '../applet.ts';
import { isOf } from './is-of.ts';

/** What a project's errors are reported to. */
export const integrations: ProjectApplet = {
  heading: 'Workflow Integrations',
  body: (viewer) => {
    const rows = workflowObjects(viewer.coronerd.state)
      .integrations.filter(isOf(viewer))
      .map(({ pluginId, watcherName, state }) => [pluginId, watcherName, state]);
    return html`<p>Workflow integrations allow Backtrace to integrate into third-party services.</p>
${table('Workflow integrations', ['Type', 'Name', 'Status'], rows, 'No workflows integrations have been set up yet.')}`;
  },
};
