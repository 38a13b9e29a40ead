import { carries, type Mail } from '../../mail/mail.ts';
import { type Judged, not, own } from '../owned.ts';

/** A mail of the run: it carries its mark. */
export function ownMail(mail: Mail, mark: string): Judged<Mail> {
  return carries(mail, mark) ? own({ ...mail }) : not('it does not carry the mark of this run');
}
