import { html } from 'hono/html';
import type { Coronerd } from '../coronerd/coronerd.ts';
import { openInvitation } from '../coronerd/invitations.ts';
import { findRow, textOf } from '../state/row.ts';
import { field } from './layout/field.ts';
import { entrance } from './login-page.ts';
import type { Html } from './page-env.ts';

/**
 * The page that an invitation links to, `/signup?token=…`: the invited person chooses a password, or, with another
 * method than `password`, only agrees. What the real page looks like is not known.
 */
export function signUpPage(coronerd: Coronerd, token: string | null): { page: Html; open: boolean } {
  const pending = openInvitation(coronerd, token);
  if (!pending) {
    const sorry = html`<p role="alert">This invitation is not valid: it was used already, has expired or was withdrawn. Ask for a new one.</p>
<p><a href="/login">Log in</a></p>`;
    return { page: entrance('Invitation not valid', sorry), open: false };
  }
  const universe = textOf(findRow(coronerd.state, 'universe', 'id', pending.universe ?? null), 'name');
  const page = entrance(
    'Create Account',
    html`<p>You have been invited to join <strong>${universe}</strong>.</p>
<form id="signup" data-token="${token}">
<dl><div class="shown"><dt>Username</dt><dd>${textOf(pending, 'username')}</dd></div>
<div class="shown"><dt>E-mail</dt><dd>${textOf(pending, 'email')}</dd></div></dl>
${pending.method === 'password' ? passwords() : html`<p>You will log in with ${textOf(pending, 'method')}.</p>`}
<p role="alert" class="alert" hidden></p>
<button type="submit">Create account</button>
</form>
<div id="signed-up" hidden><p role="status">Your account was created.</p><p><a href="/login">Log in</a></p></div>`,
    ['signup'],
  );
  return { page, open: true };
}

function passwords(): Html {
  const hidden = { type: 'password', autocomplete: 'new-password' };
  return html`${field('Password', 'password', hidden)}${field('Repeat password', 'repeated', hidden)}`;
}
