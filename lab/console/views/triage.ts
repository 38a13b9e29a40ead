import { html } from 'hono/html';
import { textOf } from '../../state/row.ts';
import type { ConsoleBehaviour } from '../../state/types.ts';
import { document } from '../layout/document.ts';
import { usualTimeFrame } from '../layout/time-frame.ts';
import { viewPage } from '../layout/view-page.ts';
import type { Html } from '../page-env.ts';
import { type ProjectViewer, projectAddress } from '../viewer.ts';
import { filterBar } from './filter-bar.ts';
import { queryPath } from './query-path.ts';

type Trouble = NonNullable<ConsoleBehaviour['triage']>[number]['trouble'];

/** Columns of the list of groups, in the words of each generation. */
const columns = {
  G3: ['Status', 'Fingerprint', 'Errors', 'Activity', 'Description', 'Tags', 'Assignees', 'Tickets'],
  G2: [
    'Status',
    'Fingerprint',
    'Normalized callstack',
    'Classifiers',
    'Errors',
    'Hosts',
    'Activity',
    'Assignees',
    'Tags',
    'Tickets',
  ],
};

/** The groups of a project's errors; with `fingerprint` in the address the details of one group. */
export function triagePage(viewer: ProjectViewer, query: Record<string, string>): Html {
  const trouble = viewer.coronerd.state.behaviour.console?.triage?.find(
    ({ pid }) => pid === viewer.pid,
  )?.trouble;
  if (trouble === 'blank') return document({ title: 'Triage', body: html`<body></body>` });
  const { time = usualTimeFrame, fingerprint } = query;
  const page = { tab: 'triage', time, middle: filterBar() } as const;
  if (fingerprint) return viewPage(viewer, { ...page, content: details(viewer), scripts: ['details'] });
  return viewPage(viewer, { ...page, content: groups(viewer, trouble), scripts: scriptsOf(trouble) });
}

function scriptsOf(trouble: Trouble | undefined): string[] {
  if (trouble === 'never-loads') return [];
  return trouble === 'exception' ? ['uncaught', 'triage'] : ['triage'];
}

function groups(viewer: ProjectViewer, trouble: Trouble | undefined): Html {
  const project = trouble === 'banner' ? `${textOf(viewer.project, 'name')}-` : undefined;
  const chart = trouble === 'failing-request' ? '/api/query/activity' : queryPath(viewer);
  const columnNames = columns[viewer.generation];
  return html`<h1 class="unseen">Triage</h1>
<div class="triage" data-query="${queryPath(viewer, project)}" data-chart="${chart}" data-debugger="${projectAddress(viewer, 'debugger/OBJECT')}" data-skip="${trouble === 'wrong-count' ? '1' : '0'}">
<section class="card" aria-label="Errors over time"><p class="counter" id="counter"></p><p class="range" id="range"></p><svg id="chart" role="img" aria-label="Errors over time" preserveAspectRatio="none"></svg></section>
<p role="alert" class="alert" hidden></p>
<div role="progressbar" aria-label="Loading" class="loading"></div>
<table aria-label="Fingerprints" hidden><thead><tr>${columnNames.map((name) => html`<th scope="col">${name}</th>`)}<th scope="col"><span class="unseen">Actions</span></th></tr></thead><tbody></tbody></table>
<nav class="pages" aria-label="Pages" hidden></nav>
</div>`;
}

function details(viewer: ProjectViewer): Html {
  return html`<div class="details" data-query="${queryPath(viewer)}" data-debugger="${projectAddress(viewer, 'debugger/OBJECT')}">
<h1 id="group-name">Fingerprint</h1>
<p role="alert" class="alert" hidden></p>
<div role="progressbar" aria-label="Loading" class="loading"></div>
<dl id="group"></dl>
<h2>Normalized callstack</h2><ol id="frames" class="frames"></ol>
<h2>Instance Table</h2>
<table aria-label="Instance Table" hidden><thead><tr><th scope="col">Error ID</th><th scope="col">timestamp</th><th scope="col">hostname</th><th scope="col">version</th></tr></thead><tbody></tbody></table>
</div>`;
}
