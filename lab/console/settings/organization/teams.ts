import { html } from 'hono/html';
import { rowsOf, textOf } from '../../../state/row.ts';
import type { Row } from '../../../state/types.ts';
import { closeButton, dialog } from '../../layout/dialog.ts';
import { field } from '../../layout/field.ts';
import { actButton, actForm, bpg } from '../../layout/request.ts';
import { table } from '../../layout/table.ts';
import type { Html } from '../../page-env.ts';
import { universeRows, usernameOf, type Viewer } from '../../viewer.ts';
import type { OrganizationApplet } from '../applet.ts';

/** The teams of the universe with their members and projects. */
export const teams: OrganizationApplet = {
  heading: 'Teams',
  body: (viewer) => {
    const rows = universeRows(viewer, 'team');
    const form = actForm(
      field('Name', 'name'),
      [bpg('create', 'team', { object: { id: 0, universe: viewer.universe.id, name: '{{name}}' } })],
      { submit: 'Create', cancel: closeButton('Cancel') },
    );
    return html`<p>Teams (${rows.length}): groups of users that are given access to projects together.</p>
${viewer.isAdministrator ? html`<button type="button" data-dialog="create-team">Create a team</button>` : ''}
${dialog('create-team', 'Create a team', form)}
${rows.map((row) => team(viewer, row))}`;
  },
};

function team(viewer: Viewer, row: Row): Html {
  const { state } = viewer.coronerd;
  const members = rowsOf(state, 'team_member').filter((each) => each.team === row.id);
  const access = rowsOf(state, 'project_member_team').filter((each) => each.team === row.id);
  const name = textOf(row, 'name');
  const people = members.map(({ user }) => {
    const account = rowsOf(state, 'users').find((each) => each.uid === user);
    return [textOf(account, 'email'), usernameOf(viewer, user)];
  });
  const projects = access.flatMap((each) => {
    const project = viewer.projects.find(({ pid }) => pid === each.project);
    return project ? [[textOf(project, 'name'), textOf(each, 'role')]] : [];
  });
  return html`<details class="card"><summary><strong>${name}</strong> ${members.length} Members</summary>
${table(`Members of ${name}`, ['Email', 'Username'], people, 'This team has no members.')}
${table(`Projects of ${name}`, ['Project', 'Role'], projects, 'This team has no projects.')}
${viewer.isAdministrator ? actButton('Delete team', [bpg('delete', 'team', { key: { id: row.id }, cascade: true })], { look: 'plain' }) : ''}
</details>`;
}
