import { html } from 'hono/html';
import { integerOf, textOf } from '../../../state/row.ts';
import { field } from '../../layout/field.ts';
import { actForm, bpg } from '../../layout/request.ts';
import { table } from '../../layout/table.ts';
import { projectAddress, usernameOf } from '../../viewer.ts';
import type { OrganizationApplet } from '../applet.ts';

/** The projects of the universe and the form that makes another. */
export const organizationProjects: OrganizationApplet = {
  heading: 'Projects',
  body: (viewer) => {
    const rows = viewer.projects.map((project) => {
      const at = { ...viewer, project, pid: integerOf(project, 'pid') };
      return [
        html`<a href="${projectAddress(at, 'settings/overview')}">${textOf(project, 'name')}</a>`,
        usernameOf(viewer, project.owner),
        viewer.coronerd.tables.errors(at.pid).length.toLocaleString('en-US'),
      ];
    });
    const object = {
      pid: 0,
      universe: viewer.universe.id,
      owner: viewer.user.uid,
      name: '{{name}}',
      deleted: 0,
    };
    const form = actForm(field('Name', 'name'), [bpg('create', 'project', { object })], { submit: 'Create' });
    return html`${table('Projects', ['Name', 'Owner', 'Errors'], rows, 'There are no projects yet.')}
${viewer.isAdministrator ? html`<h2>Create a project</h2>${form}` : ''}`;
  },
};
