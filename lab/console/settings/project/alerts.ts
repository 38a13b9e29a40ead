import { html } from 'hono/html';
import { panels } from '../../layout/panels.ts';
import { table } from '../../layout/table.ts';
import { workflowObjects } from '../../workflow-objects.ts';
import type { ProjectApplet } from '../applet.ts';
import { isOf } from './is-of.ts';

/** What people are told of a project's errors, and when. */
export const alerts: ProjectApplet = {
  heading: 'Alerts and notifications',
  body: (viewer) => {
    const { alerts: issueBased, thresholdAlerts } = workflowObjects(viewer.coronerd.state);
    const issues = issueBased.filter(isOf(viewer)).map(({ name, state }) => [name, state]);
    const thresholds = thresholdAlerts
      .filter(isOf(viewer))
      .map(({ name, enabled }) => [name, enabled ? 'enabled' : 'disabled']);
    const list = (name: string, rows: string[][]) =>
      table(name, ['Name', 'Status'], rows, 'There are no alerts yet.');
    return html`<p>Monitor queries and take action when they reach specified thresholds.</p>
${panels('Alerts', [
  ['Issue Based Alerts', list('Issue Based Alerts', issues)],
  ['Error Threshold Alerts', list('Error Threshold Alerts', thresholds)],
])}`;
  },
};
