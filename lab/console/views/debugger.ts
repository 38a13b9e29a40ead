import { html } from 'hono/html';
import { textOf } from '../../state/row.ts';
import { actButton } from '../layout/request.ts';
import { viewPage } from '../layout/view-page.ts';
import type { Html } from '../page-env.ts';
import { type ProjectViewer, projectAddress } from '../viewer.ts';

/** One error with its threads, attributes and attachments; `object` is its id in hex digits. */
export function debuggerPage(viewer: ProjectViewer, object: string): Html {
  const place = { universe: textOf(viewer.universe, 'name'), project: textOf(viewer.project, 'name') };
  const of = (path: string, more: Record<string, string>) =>
    `${path}?${new URLSearchParams({ ...place, object, ...more })}`;
  const reprocess = actButton(
    'Reprocess object',
    [{ path: '/api/control', body: { action: 'reload', ...place, objects: [object] } }],
    { next: 'stay', done: 'Reprocessing was queued.', look: 'plain' },
  );
  const content = html`<div class="debugger" data-report="${of('/api/get', { resource: 'json.gz' })}" data-attachments="${of('/api/list', { view: 'attachments' })}" data-attachment="${of('/api/get', { attachment_id: 'ATTACHMENT' })}" data-group="${projectAddress(viewer, 'triage', { time: 'all', fingerprint: 'FINGERPRINT', similarity: 'false' })}">
<header class="error"><h1>Error: ${object}</h1><p id="facts"></p>${reprocess}</header>
<p role="alert" class="alert" hidden></p>
<div role="progressbar" aria-label="Loading" class="loading"></div>
<div class="panes" hidden>
<section aria-label="Threads"><h2>THREADS <span id="thread-count"></span></h2><ul id="threads"></ul></section>
<section aria-label="Callstack"><h2>CALLSTACK <span id="frame-count"></span></h2><ol id="frames" class="frames"></ol></section>
<section aria-label="Attributes"><h2>Attributes</h2><table aria-label="Attributes"><thead><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead><tbody id="attributes"></tbody></table></section>
<section aria-label="Attachments"><h2>Attachments</h2><ul id="attachments"></ul></section>
</div>
</div>`;
  return viewPage(viewer, { tab: 'debug', content, scripts: ['debugger'] });
}

/** The newest error; the list of errors where there is none. */
export function newestPage(viewer: ProjectViewer): { path: string } {
  const newest = viewer.coronerd.tables.errors(viewer.pid).at(-1);
  return { path: projectAddress(viewer, newest ? `debugger/${newest.id.toString(16)}` : 'explore') };
}
