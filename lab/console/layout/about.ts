import { html } from 'hono/html';
import type { Html } from '../page-env.ts';
import type { Viewer } from '../viewer.ts';
import { closeButton, dialog } from './dialog.ts';

/** Versions of the console itself, which are not coronerd's. */
const consoleVersions = { G3: '3.31.4', G2: '3.19.49' };

/** The dialog About, with the versions of coronerd and of the console. */
export function about({ coronerd, generation }: Viewer): Html {
  const version = coronerd.state.behaviour.console?.about ?? coronerd.state.version;
  return dialog(
    'about',
    'About',
    html`<dl>
<div class="shown"><dt>coronerd</dt><dd>${version}</dd></div>
<div class="shown"><dt>Console</dt><dd>${consoleVersions[generation]}</dd></div>
<div class="shown"><dt>Host</dt><dd>${coronerd.state.hostname}</dd></div>
</dl>
<div class="actions">${closeButton()}</div>`,
  );
}
