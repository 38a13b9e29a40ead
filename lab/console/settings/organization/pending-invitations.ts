import { html } from 'hono/html';
import { invitationLink, sentAt } from '../../../coronerd/invitations.ts';
import { textOf } from '../../../state/row.ts';
import { ago } from '../../layout/ago.ts';
import { actButton, bpg } from '../../layout/request.ts';
import { rowMenu } from '../../layout/row-menu.ts';
import { table } from '../../layout/table.ts';
import { address, universeRows } from '../../viewer.ts';
import type { OrganizationApplet } from '../applet.ts';
import { keyOf } from './users.ts';

/** Invitations that nobody has accepted yet. */
export const pendingInvitations: OrganizationApplet = {
  heading: 'Pending invites',
  forAdministrators: true,
  scripts: ['copy-text'],
  body: (viewer) => {
    const universe = textOf(viewer.universe, 'name');
    const rows = universeRows(viewer, 'signup_pending').map((row) => {
      const resend = { action: 'resend', form: { username: row.username } };
      const path = `/api/signup?${new URLSearchParams({ universe })}`;
      return [
        textOf(row, 'email'),
        textOf(row, 'username'),
        ago(sentAt(viewer.coronerd, row), viewer.coronerd.now()),
        rowMenu(textOf(row, 'email'), [
          actButton('Resend', [{ path, body: resend }], {
            look: 'entry',
            done: 'The invitation was sent again.',
            next: 'stay',
          }),
          html`<button type="button" class="entry" role="menuitem" data-copy="${invitationLink(viewer.coronerd, row)}">Copy Invite Link</button>`,
          actButton('Delete', [bpg('delete', 'signup_pending', { key: keyOf(row, 'email') })], {
            look: 'entry',
          }),
        ]),
      ];
    });
    return html`<button type="button" class="plain" data-href="${address(viewer, '/settings/users')}">Back to user settings</button>
${table('Pending invites', ['email', 'username', 'sent', ''], rows, 'No Pending Invitations')}`;
  },
};
