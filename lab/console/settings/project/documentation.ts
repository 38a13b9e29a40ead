import { html } from 'hono/html';
import type { ProjectApplet } from '../applet.ts';

/** Where the documentation is. */
export const documentation: ProjectApplet = {
  heading: 'Documentation',
  body: () => html`<p>The documentation of the vendor is at docs.saucelabs.com/error-reporting.</p>`,
};
