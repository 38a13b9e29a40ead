import { html } from 'hono/html';
import { consoleOrigin } from '../../../coronerd/console-origin.ts';
import { textOf } from '../../../state/row.ts';
import { shown } from '../../layout/field.ts';
import type { OrganizationApplet } from '../applet.ts';

/** Who is logged in; it holds the session's token, as on the real page. */
export const myAccount: OrganizationApplet = {
  heading: 'My account',
  body: ({ user, universe, token, coronerd }) => html`<dl>
${shown('Username', textOf(user, 'username'))}
${shown('Email', textOf(user, 'email'))}
${shown('Role', textOf(user, 'role'))}
${shown('Authentication method', textOf(user, 'method'))}
${shown('Universe', textOf(universe, 'name'))}
</dl>
<h2>Command line login</h2>
<p>Paste this into a shell to log in with the command line client. Whoever has it is you, until you log out.</p>
<pre>morgue login ${consoleOrigin(coronerd)} --token=${token}</pre>`,
};
