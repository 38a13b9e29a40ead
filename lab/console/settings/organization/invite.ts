import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import { choice, field } from '../../layout/field.ts';
import { actForm, bpg } from '../../layout/request.ts';
import { address } from '../../viewer.ts';
import type { OrganizationApplet } from '../applet.ts';
import { methods, roles } from './users.ts';

/** The form that invites somebody: the invitation is stored, and then mailed. */
export const invite: OrganizationApplet = {
  heading: 'Invite a new user',
  forAdministrators: true,
  body: (viewer) => {
    const object = {
      universe: viewer.universe.id,
      username: '{{username}}',
      email: '{{email}}',
      role: '{{role}}',
      method: '{{method}}',
      token: '0',
    };
    const path = `/api/signup?${new URLSearchParams({ universe: textOf(viewer.universe, 'name') })}`;
    const fields = html`${field('Email address', 'email', { type: 'email' })}
${field('Username', 'username')}
${choice('Authentication method', 'method', methods)}
${choice('Role', 'role', roles)}`;
    return actForm(
      fields,
      [
        bpg('create', 'signup_pending', { object }),
        { path, body: { action: 'resend', form: { username: '{{username}}' } } },
      ],
      { submit: 'Send invite', next: address(viewer, '/settings/users/pending') },
    );
  },
};
