import { findRow, rowsOf, textOf } from '../state/row.ts';
import type { Row } from '../state/types.ts';
import { createRow } from './bpg/create.ts';
import { modifiedAt, touch } from './bpg/metadata.ts';
import { Refusal } from './bpg/refusal.ts';
import { consoleOrigin } from './console-origin.ts';
import type { Coronerd } from './coronerd.ts';
import { ApiFailure } from './failure.ts';
import { sendMail } from './mail/send-mail.ts';

/** Seconds that the link of an invitation is good for, from when it was last sent; not documented. */
const lifetime = 7 * 86_400;

/** Address of the page where the invited person signs up. The path is not documented. */
export function invitationLink(coronerd: Coronerd, pending: Row): string {
  const { linkHost } = coronerd.state.behaviour.console?.invitation ?? {};
  return `${consoleOrigin(coronerd, linkHost)}/signup?token=${textOf(pending, 'token')}`;
}

/** Mails an invitation; from now on its link is good for the whole time again. */
export function sendInvitation(coronerd: Coronerd, pending: Row): void {
  const universe = textOf(findRow(coronerd.state, 'universe', 'id', pending.universe ?? null), 'name');
  const link = invitationLink(coronerd, pending);
  const lines = [
    `You have been invited to join ${universe} on Backtrace as ${textOf(pending, 'username')}.`,
    'Use your private invitation link to create your account:',
  ];
  touch(coronerd, pending, 'modify');
  sendMail(coronerd, textOf(pending, 'email'), {
    subject: `Invitation to ${universe} on Backtrace`,
    text: [...lines, link, ''].join('\n\n'),
    html: `${lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')}\n<p><a href="${escaped(link)}">Accept the invitation</a></p>\n`,
  });
}

/** The invitation with a token, unless it was used, deleted or has expired. */
export function openInvitation(coronerd: Coronerd, token: string | null): Row | undefined {
  if (!token || coronerd.state.behaviour.console?.invitation?.dead) return undefined;
  const pending = findRow(coronerd.state, 'signup_pending', 'token', token);
  if (!pending || sentAt(coronerd, pending) + lifetime < coronerd.now()) return undefined;
  return pending;
}

/** When an invitation was last sent, in unix seconds. */
export function sentAt(coronerd: Coronerd, pending: Row): number {
  return modifiedAt(coronerd, 'signup_pending', pending);
}

/** Makes the invited person's account, once. Throws an `ApiFailure` when the invitation is not open any more. */
export function acceptInvitation(coronerd: Coronerd, token: string, password: string): Row {
  const pending = openInvitation(coronerd, token);
  if (!pending) throw new ApiFailure('this invitation is not valid any more');
  const method = textOf(pending, 'method');
  if (method === 'password' && password === '') throw new ApiFailure('a password is needed');
  const { username = null, email = null, universe = null, role = null } = pending;
  const account = { username, email, universe, role, method, superuser: 0 };
  const user = create(coronerd, {
    ...account,
    ...(method === 'password' ? { password: Buffer.from(password, 'utf8').toString('hex') } : {}),
  });
  const invitations = rowsOf(coronerd.state, 'signup_pending');
  invitations.splice(invitations.indexOf(pending), 1);
  const home = textOf(findRow(coronerd.state, 'universe', 'id', universe), 'name');
  const message = 'invitation accepted';
  coronerd.audit({
    universe: home,
    username: textOf(user, 'username'),
    subsystem: 'signup',
    result: 0,
    message,
  });
  return user;
}

function create(coronerd: Coronerd, account: Row): Row {
  try {
    return createRow(coronerd, { superuser: 1 }, 'users', account);
  } catch (refusal) {
    if (refusal instanceof Refusal) throw new ApiFailure(refusal.message);
    throw refusal;
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
