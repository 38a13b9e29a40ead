import { html } from 'hono/html';
import { usualTimeFrame } from '../layout/time-frame.ts';
import { viewPage } from '../layout/view-page.ts';
import type { Html } from '../page-env.ts';
import { type ProjectViewer, projectAddress } from '../viewer.ts';
import { filterBar } from './filter-bar.ts';
import { queryPath } from './query-path.ts';

/** The errors of a project one by one. */
export function explorePage(viewer: ProjectViewer, { time = usualTimeFrame }: Record<string, string>): Html {
  const content = html`<h1 class="unseen">Explore</h1>
<div class="explore" data-query="${queryPath(viewer)}" data-debugger="${projectAddress(viewer, 'debugger/OBJECT')}">
<p class="counter" id="counter"></p>
<p role="alert" class="alert" hidden></p>
<div role="progressbar" aria-label="Loading" class="loading"></div>
<table aria-label="Errors" hidden><thead><tr><th scope="col">Error ID</th><th scope="col">timestamp</th><th scope="col">fingerprint</th><th scope="col">callstack</th></tr></thead><tbody></tbody></table>
<nav class="pages" aria-label="Pages" hidden></nav>
</div>`;
  return viewPage(viewer, { tab: 'explore', time, middle: filterBar(), content, scripts: ['explore'] });
}
