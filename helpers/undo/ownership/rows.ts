import type { BpgRow } from '../../coronerd/bpg.ts';
import { numeric } from '../../coronerd/documents.ts';
import type { LeftoverOf } from '../leftover.ts';
import {
  type Judged,
  not,
  type Owned,
  type OwnInvitation,
  type OwnReport,
  type OwnRow,
  own,
  proven,
} from '../owned.ts';
import { isSince } from './age.ts';

/** A row of a scheduled report: title, project, list, owner and age have to be the run's. */
export function ownReport(
  row: BpgRow,
  left: Pick<LeftoverOf<'report'>, 'title' | 'universe' | 'name' | 'after' | 'began'>,
  expected: { pid: number | null; recipient: string; uid: number | undefined },
): Judged<OwnReport> {
  const { universe, name } = left;
  const id = Number(row.id);
  if (row.title !== left.title) return not('it has another title');
  if (expected.pid === null || Number(row.project) !== expected.pid) return not('it is of another project');
  if (listsOthers(row.rcpt, expected.recipient)) return not('others are on its list, too');
  if (isOther(row.owner, expected.uid)) return not('somebody else owns it');
  if (!Number.isInteger(id) || id <= left.after) return not('its id was there before the run');
  if (!isCreatedSince(left.began, row)) return not('it is older than this run');
  return own({ universe, name, id, recipient: expected.recipient });
}

/** The row of a report that is the run's, to be deleted. */
export function reportRow(report: Owned<OwnReport>): Owned<OwnRow> {
  return own({ type: 'report', key: { id: proven(report).id } });
}

/**
 * The invitation of somebody, while it waits: name, address, universe, role and way to log in have to be those that the
 * run gave, and who invited, where the server tells, the run's login.
 */
export function ownInvitation(row: BpgRow, left: InvitationKeys, uid: number | undefined): Judged<OwnRow> {
  const reason = strangerIn(row, left, uid);
  if (reason) return not(reason);
  return own({ type: 'signup_pending', key: { universe: row.universe ?? left.universe, email: row.email } });
}

/** The account that came of it; never one that was there before, or that is more than a guest's. */
export function ownAccount(row: BpgRow, left: InvitationKeys, uid: number | undefined): Judged<OwnRow> {
  const reason = strangerIn(row, left, uid);
  const account = Number(row.uid);
  if (reason) return not(reason);
  if (!Number.isInteger(account) || account <= left.after || account === uid)
    return not('its uid was there before the run');
  if (Number(row.superuser ?? 0) !== 0) return not('it is a superuser');
  return own({ type: 'users', key: { uid: account } });
}

type InvitationKeys = Pick<LeftoverOf<'invitation'>, 'username' | 'address' | 'universe' | 'after' | 'began'>;

/** Names under which a row may tell who made it: UNKNOWN, so that each of them is looked at. */
const makers = ['owner', 'inviter', 'invited_by', 'created_by'];

function strangerIn(row: BpgRow, left: InvitationKeys, uid: number | undefined): string | undefined {
  if (!sameName(row.username, left.username)) return 'it has another name';
  if (!sameName(row.email, left.address)) return 'it has another address';
  if (Number(row.universe ?? left.universe) !== left.universe) return 'it is of another universe';
  if ((row.role ?? 'guest') !== 'guest') return `its role is ${String(row.role)}`;
  if ((row.method ?? 'password') !== 'password') return `it logs in by ${String(row.method)}`;
  if (makers.some((field) => isOther(row[field], uid))) return 'somebody else invited';
  if (!isCreatedSince(left.began, row)) return 'it is older than this run';
  return undefined;
}

/** Somebody whom this run is inviting: the name is a mark, so nobody else has it. */
export function invitationOf(
  universe: string,
  left: Pick<LeftoverOf<'invitation'>, 'username'>,
): Owned<OwnInvitation> {
  return own({ universe, username: left.username });
}

/** Where a row tells when it was created (contract §6.3, INFERRED), that must not be before the run; 0 tells nothing. */
function isCreatedSince(began: string, row: BpgRow): boolean {
  const created = numeric.safeParse(row.__create).data ?? 0;
  return created === 0 || isSince(Date.parse(began), created);
}

/** Whether a list has somebody else than this address on it; one that is not told has nobody. */
function listsOthers(list: unknown, recipient: string): boolean {
  const addresses = [list ?? ''].flat().flatMap((each) => String(each).split(/[\s,;]/));
  return addresses.some((each) => each !== '' && !sameName(each, recipient));
}

/** Whether a uid is told that is another one; a name, whose form is not known, tells none. */
function isOther(told: unknown, uid: number | undefined): boolean {
  const other = numeric.safeParse(told);
  return other.success && uid !== undefined && other.data !== uid;
}

/** Whether a field holds this name or address, whatever its case. */
export function sameName(value: unknown, wanted: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === wanted.toLowerCase();
}
