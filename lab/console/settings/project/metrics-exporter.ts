import { html } from 'hono/html';
import type { ProjectApplet } from '../applet.ts';

/** Where metrics are sent to; the lab sends none. */
export const metricsExporter: ProjectApplet = {
  heading: 'Metrics exporter',
  body: () =>
    html`<p>Send Backtrace data out to external dashboard applications.</p><p class="empty">There are no metrics sets yet.</p>`,
};
