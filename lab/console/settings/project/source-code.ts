import { html } from 'hono/html';
import type { ProjectApplet } from '../applet.ts';

/** Repositories of source code; the lab has none. */
export const sourceCode: ProjectApplet = {
  heading: 'Source code',
  body: () => html`<p class="empty">There are no repositories yet.</p>`,
};
