import { html } from 'hono/html';
import { textOf } from '../../state/row.ts';
import type { Html } from '../page-env.ts';
import { address, type ProjectViewer, projectAddress, type Viewer } from '../viewer.ts';
import { about } from './about.ts';
import { document } from './document.ts';
import { topBar } from './top-bar.ts';

const tabs = [
  ['overview', 'Overview'],
  ['releases', 'Releases'],
  ['triage', 'Triage'],
  ['explore', 'Explore'],
  ['debug', 'Debug'],
] as const;
export type Tab = (typeof tabs)[number][0];

/** A page of one of a project's views, with the tabs to the others. */
export function viewPage(
  viewer: ProjectViewer,
  options: { tab: Tab; content: Html; scripts: string[]; time?: string; middle?: Html },
): Html {
  const { tab, content, scripts, time, middle } = options;
  const name = textOf(viewer.project, 'name');
  const links = tabs.map(([path, label]) => {
    const selected = path === tab;
    return html`<a role="tab" aria-selected="${String(selected)}" href="${projectAddress(viewer, path)}">${label}</a>`;
  });
  const body = html`<body data-universe="${textOf(viewer.universe, 'name')}" data-project="${name}">
${topBar(viewer, viewer, { time, middle })}
<div class="tabs" role="tablist" aria-label="Views">${links}</div>
<main class="view">${content}</main>
${about(viewer)}
</body>`;
  const title = `${tabs.find(([path]) => path === tab)?.[1]} - ${name}`;
  return document({ title, body, scripts, generation: viewer.generation });
}

/** A page of a session that belongs to no view: the list of projects, or what is said when a page is not there. */
export function plainPage(viewer: Viewer, title: string, content: Html): Html {
  const body = html`<body data-universe="${textOf(viewer.universe, 'name')}">
${topBar(viewer, undefined, { title: textOf(viewer.universe, 'name') })}
<main class="view">${content}</main>
${about(viewer)}
</body>`;
  return document({ title, body, generation: viewer.generation });
}

/** What is said when there is no such page or project. */
export function notFoundPage(viewer: Viewer, what: string): Html {
  return plainPage(
    viewer,
    'Not found',
    html`<h1>Not found</h1><p role="alert">${what}</p><p><a href="${address(viewer, '/')}">All projects</a></p>`,
  );
}
