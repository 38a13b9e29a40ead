import type { Ticket } from '../../tracker/jira.ts';
import type { LeftoverOf } from '../leftover.ts';
import { type Judged, not, type Owned, type OwnGroup, type OwnTicket, own, proven } from '../owned.ts';
import { isSince } from './age.ts';

/** A ticket, read by its key: it has to name the group of the test error, and must not be older than the run. */
export function ownTicket(
  { key, text, created }: Ticket,
  group: Owned<OwnGroup>,
  { began }: Pick<LeftoverOf<'ticket'>, 'began'>,
): Judged<OwnTicket> {
  if (!text.includes(proven(group).fingerprint)) return not('it does not name the error group of this run');
  const seconds = created === undefined ? Number.NaN : Date.parse(created) / 1000;
  if (!Number.isNaN(seconds) && !isSince(Date.parse(began), seconds)) return not('it is older than this run');
  return own({ key });
}
