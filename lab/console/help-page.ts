import { html } from 'hono/html';
import { plainPage } from './layout/view-page.ts';
import type { Html } from './page-env.ts';
import type { Viewer } from './viewer.ts';

/** Where the documentation is. */
export function helpPage(viewer: Viewer): Html {
  return plainPage(
    viewer,
    'Documentation',
    html`<h1>Documentation</h1>
<p>The documentation of the vendor is at docs.saucelabs.com/error-reporting. This console is the one of the lab: a stand-in to try the verification on.</p>`,
  );
}
