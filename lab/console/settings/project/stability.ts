import { html } from 'hono/html';
import { rowsOf, textOf } from '../../../state/row.ts';
import { table } from '../../layout/table.ts';
import { projectRows } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

/** The groups of metrics that errors are set in relation to. */
export const stabilityMonitoring: ProjectApplet = {
  heading: 'Stability monitoring',
  body: (viewer) => {
    const groups = projectRows(viewer, 'metric_group');
    if (groups.length === 0) return html`<p class="empty">There are no metric groups yet.</p>`;
    return html`<h2>Metrics groups</h2>${groups.map((group) => {
      const metrics = rowsOf(viewer.coronerd.state, 'metric').filter((row) => row.metric_group === group.id);
      const rows = metrics.map((row) => [textOf(row, 'name'), textOf(row, 'attribute_values')]);
      const name = textOf(group, 'name');
      return html`<section class="card" aria-label="${name}"><h3>${name}</h3>${table(`Metrics of ${name}`, ['Metric', 'Attributes'], rows, 'No metrics are attached to this metric group yet.')}</section>`;
    })}`;
  },
};
