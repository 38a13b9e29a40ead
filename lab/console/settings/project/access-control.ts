import { html } from 'hono/html';
import { rowsOf, textOf } from '../../../state/row.ts';
import { closeButton, dialog } from '../../layout/dialog.ts';
import { choice } from '../../layout/field.ts';
import { actButton, actForm, bpg } from '../../layout/request.ts';
import { rowMenu } from '../../layout/row-menu.ts';
import { table } from '../../layout/table.ts';
import type { Html } from '../../page-env.ts';
import { type ProjectViewer, projectRows, universeRows, usernameOf } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

const empty =
  'There are currently no specified teams or users. All members of your tenant have access to the project.';

/** Who may do what in a project. */
export const accessControl: ProjectApplet = {
  heading: 'Access control',
  body: (viewer) => {
    const users = projectRows(viewer, 'project_member_user').map((row) => {
      const key = { project: viewer.pid, user: row.user };
      return line('User', usernameOf(viewer, row.user), textOf(row, 'role'), 'project_member_user', key);
    });
    const teams = projectRows(viewer, 'project_member_team').map((row) => {
      const team = rowsOf(viewer.coronerd.state, 'team').find(({ id }) => id === row.team);
      const key = { project: viewer.pid, team: row.team };
      return line('Team', textOf(team, 'name'), textOf(row, 'role'), 'project_member_team', key);
    });
    return html`<button type="button" data-dialog="new-member">Add a new team or user</button>
${dialog('new-member', 'Add new team or user to project', addition(viewer))}
${table('Access control', ['Type', 'Name', 'Role', ''], [...teams, ...users], empty)}`;
  },
};

function line(kind: string, name: string, role: string, type: string, key: object) {
  return [
    kind,
    name,
    role,
    rowMenu(name, [actButton('Remove', [bpg('delete', type, { key })], { look: 'entry' })]),
  ];
}

function addition(viewer: ProjectViewer): Html {
  const people = universeRows(viewer, 'users').filter((row) => row.deleted !== 1);
  const object = { project: viewer.pid, user: '{{#user}}', role: '{{role}}' };
  const users = people.map((row): [string, string] => [textOf(row, 'uid'), textOf(row, 'username')]);
  const roles: [string, string][] = [
    ['guest', 'guest: read-only access'],
    ['member', 'member: can interact within project'],
    ['admin', 'admin: can manage project'],
  ];
  return actForm(
    html`${choice('User', 'user', users)}${choice('Role', 'role', roles)}`,
    [bpg('create', 'project_member_user', { object })],
    { submit: 'Add', cancel: closeButton('Cancel') },
  );
}
