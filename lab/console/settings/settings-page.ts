import { html } from 'hono/html';
import { textOf } from '../../state/row.ts';
import { about } from '../layout/about.ts';
import { document } from '../layout/document.ts';
import { type Group, sideNav } from '../layout/side-nav.ts';
import { topBar } from '../layout/top-bar.ts';
import type { Html } from '../page-env.ts';
import { address, type ProjectViewer, projectAddress, type Viewer } from '../viewer.ts';

interface Page {
  heading: string;
  /** Name of the entry in the menu. */
  label: string;
  content: Html;
  groups: Group[];
  /** Address of the menu's entry. */
  present: string;
  scripts?: string[];
}

/** A page of the settings: of a project, or of the organization. */
export function settingsPage(viewer: Viewer, project: ProjectViewer | undefined, page: Page): Html {
  const place = project ? textOf(project.project, 'name') : textOf(viewer.universe, 'name');
  const area = project ? 'Project settings' : 'Organization settings';
  const back = project ? projectAddress(project, 'triage') : address(viewer, '/');
  const older = viewer.generation === 'G2';
  const crumbs = html`<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="${back}">${place}</a></li><li>${area}</li><li aria-current="page">${page.label}</li></ol></nav>`;
  const body = html`<body data-universe="${textOf(viewer.universe, 'name')}" data-project="${textOf(project?.project, 'name')}">
${topBar(viewer, project, { title: area })}
<div class="settings">
${sideNav(page.groups, page.present, { as: viewer.menuEntries, ...(older ? { back } : {}) })}
<main>${older ? '' : crumbs}<h1>${page.heading}</h1>${page.content}</main>
</div>
${about(viewer)}
</body>`;
  return document({
    title: `${page.label} - ${area}`,
    body,
    scripts: page.scripts,
    generation: viewer.generation,
  });
}

/** What stands on a page that could not be made. */
export function brokenApplet(): Html {
  return html`<p role="alert" class="alert">Internal error: this page could not be loaded.</p>`;
}
