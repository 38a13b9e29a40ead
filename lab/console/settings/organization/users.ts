import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import type { Row } from '../../../state/types.ts';
import { ago } from '../../layout/ago.ts';
import { closeButton, dialog } from '../../layout/dialog.ts';
import { choice, field } from '../../layout/field.ts';
import { actButton, actForm, bpg } from '../../layout/request.ts';
import { rowMenu } from '../../layout/row-menu.ts';
import { table } from '../../layout/table.ts';
import type { Html } from '../../page-env.ts';
import { address, universeRows, type Viewer } from '../../viewer.ts';
import type { OrganizationApplet } from '../applet.ts';

/** The accounts of the universe, who may sign up by themselves, and invitations. */
export const users: OrganizationApplet = {
  heading: 'Users',
  body: (viewer) => html`${viewer.isAdministrator ? administration(viewer) : ''}
<h2>Users</h2>${accounts(viewer)}`,
};

function administration(viewer: Viewer): Html {
  const pending = universeRows(viewer, 'signup_pending').length;
  return html`<h2>Configure self signup</h2>
<details class="card"><summary>Allow signups from allowlisted domains</summary>${domains(viewer)}</details>
<h2>Manage invitations</h2>
<div class="card line"><div><strong>Invite a new user</strong><p>They will be invited with default settings</p></div>
<button type="button" data-href="${address(viewer, '/settings/users/invite')}">Send an invitation</button></div>
<a class="card line" href="${address(viewer, '/settings/users/pending')}"><strong>Pending Invitations</strong><span>${pending} pending</span></a>`;
}

function domains(viewer: Viewer): Html {
  const rows = universeRows(viewer, 'signup_whitelist').map((row) => [
    textOf(row, 'domain'),
    textOf(row, 'method'),
    textOf(row, 'role'),
    actButton('Delete', [bpg('delete', 'signup_whitelist', { key: keyOf(row, 'domain') })], {
      look: 'plain',
      name: `Delete ${textOf(row, 'domain')}`,
    }),
  ]);
  const object = {
    universe: viewer.universe.id,
    domain: '{{domain}}',
    method: '{{method}}',
    role: '{{role}}',
  };
  const form = actForm(
    html`${field('Domain', 'domain')}${choice('Method', 'method', methods)}${choice('Role', 'role', roles.slice(0, 2))}`,
    [bpg('create', 'signup_whitelist', { object })],
    { submit: 'Add', cancel: closeButton('Cancel') },
  );
  return html`${table('Allowlisted domains', ['Domain', 'Method', 'Role', ''], rows, 'No domains are allowlisted.')}
<button type="button" data-dialog="add-domain">+ Add domain</button>${dialog('add-domain', 'Add allowlisted domain', form)}`;
}

export const methods: [string, string][] = ['password', 'pam', 'saml'].map((name) => [name, name]);
export const roles: [string, string][] = ['member', 'guest', 'admin'].map((name) => [name, name]);

function accounts(viewer: Viewer): Html {
  const audit = lastLogins(viewer);
  const rows = universeRows(viewer, 'users')
    .filter((row) => row.deleted !== 1)
    .map((row) => {
      const last = audit.get(textOf(row, 'username'));
      return [
        textOf(row, 'username'),
        textOf(row, 'email'),
        textOf(row, 'role'),
        row.active === 0 ? 'no' : 'yes',
        last === undefined ? '-' : ago(last, viewer.coronerd.now()),
        viewer.isAdministrator ? deletion(row) : '',
      ];
    });
  return table(
    'Users',
    ['Username', 'Email', 'Role', 'Active', 'Last login', ''],
    rows,
    'There are no users.',
  );
}

function deletion(row: Row): Html {
  const key = { uid: row.uid ?? 0 };
  return rowMenu(textOf(row, 'username'), [
    actButton('Delete user', [bpg('delete', 'users', { key })], { look: 'entry' }),
  ]);
}

/** When somebody last logged in, in unix seconds by user name, as far as the audit log tells. */
function lastLogins({ coronerd }: Viewer): Map<string, number> {
  const logins = coronerd.state.audit.filter(
    ({ subsystem, result }) => subsystem === 'login' && result === 0,
  );
  return new Map(logins.map(({ username, timestamp }) => [username, timestamp]));
}

/** The key of a row of the universe's sign-ups: its universe and one field. */
export function keyOf(row: Row, field: string): Row {
  return { universe: row.universe ?? 0, [field]: row[field] ?? '' };
}
