import type { OutgoingMail } from '../../mail/mailroom.ts';
import { rowsOf, textOf } from '../../state/row.ts';
import type { Coronerd } from '../coronerd.ts';

/** Sends a mail to these recipients, separated by spaces, from the address that the server is set up with. */
export function sendMail(
  coronerd: Coronerd,
  recipients: string,
  mail: Pick<OutgoingMail, 'subject' | 'html' | 'text'>,
): void {
  const { lost, alsoTo } = coronerd.state.behaviour.mail ?? {};
  const to = [recipients, alsoTo ?? ''].join(' ').split(/\s+/).filter(Boolean);
  coronerd.mails.push({ to: to.join(' '), ...mail });
  if (lost) return;
  const from = textOf(rowsOf(coronerd.state, 'smtp')[0], 'from') || `backtrace@${coronerd.state.hostname}`;
  coronerd.post?.({ from, to, ...mail });
}
