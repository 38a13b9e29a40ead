import { html } from 'hono/html';
import { viewPage } from '../layout/view-page.ts';
import type { Html } from '../page-env.ts';
import type { ProjectViewer } from '../viewer.ts';
import { queryPath } from './query-path.ts';

/** How a project's errors are spread over systems, versions and states of their groups. */
export function overviewPage(viewer: ProjectViewer): Html {
  const content = html`<h1 class="unseen">Overview</h1><div class="cards">
${breakdown(viewer, 'Errors by uname.sysname', 'uname.sysname')}
${breakdown(viewer, 'Errors by version', 'version')}
${breakdown(viewer, 'Errors by state of the fingerprint', 'fingerprint;issues;state')}
${breakdown(viewer, 'Errors by hostname', 'hostname')}
</div>`;
  return viewPage(viewer, { tab: 'overview', content, scripts: ['breakdown'] });
}

/** The versions that errors came from. */
export function releasesPage(viewer: ProjectViewer): Html {
  const content = html`<h1 class="unseen">Releases</h1><div class="cards">${breakdown(viewer, 'New Errors by version', 'version')}</div>`;
  return viewPage(viewer, { tab: 'releases', content, scripts: ['breakdown'] });
}

function breakdown(viewer: ProjectViewer, title: string, attribute: string): Html {
  return html`<section class="card breakdown" data-query="${queryPath(viewer)}" data-attribute="${attribute}">
<h2>${title}</h2>
<p role="alert" class="alert" hidden></p>
<div role="progressbar" aria-label="Loading" class="loading"></div>
<table aria-label="${title}" hidden><thead><tr><th scope="col">${attribute}</th><th scope="col">Errors</th><th scope="col">Fingerprints</th><th scope="col">Last seen</th></tr></thead><tbody></tbody></table>
</section>`;
}
