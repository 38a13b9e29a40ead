import { html } from 'hono/html';
import { integerOf, textOf } from '../state/row.ts';
import { table } from './layout/table.ts';
import { plainPage } from './layout/view-page.ts';
import type { Html } from './page-env.ts';
import { projectAddress, usernameOf, type Viewer } from './viewer.ts';

/** The projects of the universe, each with the way to its triage. */
export function projectsPage(viewer: Viewer): Html {
  const rows = viewer.projects.map((project) => {
    const at = { ...viewer, project, pid: integerOf(project, 'pid') };
    const errors = viewer.coronerd.tables.errors(at.pid).length;
    return [
      html`<a href="${projectAddress(at, 'triage')}">${textOf(project, 'name')}</a>`,
      errors.toLocaleString('en-US'),
      usernameOf(viewer, project.owner),
      html`<a href="${projectAddress(at, 'settings/overview')}">Settings</a>`,
    ];
  });
  const list = table('Projects', ['Project', 'Errors', 'Owner', ''], rows, 'There are no projects yet.');
  return plainPage(viewer, 'Projects', html`<h1>Projects</h1>${list}`);
}
