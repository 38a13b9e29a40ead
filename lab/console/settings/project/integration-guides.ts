import { html } from 'hono/html';
import { consoleOrigin } from '../../../coronerd/console-origin.ts';
import { textOf } from '../../../state/row.ts';
import type { ProjectApplet } from '../applet.ts';

/** How an application submits errors to this project. */
export const integrationGuides: ProjectApplet = {
  heading: 'Integration guides',
  body: ({ coronerd, universe }) => {
    const { hostname } = coronerd.state;
    const writers = coronerd.state.listeners.filter(({ type }) => type === 'http/writer');
    const urls = writers.map(({ id, protocol }) => `${protocol}://${hostname}:${coronerd.port(id)}`);
    const lines = [...urls, `${consoleOrigin(coronerd)}/api`].map(
      (url) => `${url}/post?format=json&universe=${textOf(universe, 'name')}&token=TOKEN`,
    );
    return html`<p>Errors are sent to these addresses, with a submission token of the project in place of TOKEN.</p><pre>${lines.join('\n')}</pre>`;
  },
};
