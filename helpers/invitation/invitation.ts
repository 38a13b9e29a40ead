import { z } from 'zod';
import type { BpgRow } from '../coronerd/bpg.ts';
import { numeric } from '../coronerd/documents.ts';
import type { WritableServer } from '../coronerd/server.ts';
import { Unanswered } from '../unanswered.ts';
import type { Ledger } from '../undo/ledger.ts';
import type { LeftoverOf } from '../undo/leftover.ts';
import { isNotOurs, type Judged, type OwnRow, provenAmong } from '../undo/owned.ts';
import { invitationOf, ownAccount, ownInvitation, sameName } from '../undo/ownership/rows.ts';
import { removeMade } from '../undo/remove-made.ts';
import { byHand, nameOf } from '../undo/wording.ts';

export type InvitationLeft = LeftoverOf<'invitation'>;

interface Given {
  /** Name of the account that the invited person would get: the mark of the run, which nobody else has. */
  username: string;
  /** Where the invitation is mailed to. */
  address: string;
  ledger: Ledger;
}

const reply = z.looseObject({ status: z.unknown().optional(), message: z.string().optional() });

/**
 * Invites somebody as a guest with a password, and has the invitation mailed (contract §2.7, §6.4); gives what the
 * server answers to that, `ok` where it agrees. Throws `ServerRefused` and `Unanswered`.
 */
export async function invite(server: WritableServer, { username, address, ledger }: Given): Promise<string> {
  const { universe } = await server.login();
  if (universe?.id === undefined) {
    throw new Unanswered('the login does not say which universe it is at home in, so nobody can be invited', {
      asked: 'POST /api/login',
      where: server.url.origin,
      next: 'verify with the login of an administrator of one universe',
    });
  }
  const object = {
    token: '0',
    role: 'guest',
    method: 'password',
    universe: universe.id,
    email: address,
    username,
  };
  const after = await largestUid(server);
  const made = { kind: 'invitation', universe: universe.id, username, address, after } as const;
  await ledger.making(made, () => server.createRow('signup_pending', object));
  const answer = await server.sendInvitation(invitationOf(universe.name, made));
  const said = reply.safeParse(answer).data;
  return String(said?.status === 'ok' ? 'ok' : (said?.message ?? said?.status ?? 'nothing'));
}

/** What the server lists of an invited person: the invitation while it waits, the account once it was accepted. */
export async function invited(
  server: Pick<WritableServer, 'rows'>,
  { username, address }: Pick<InvitationLeft, 'username' | 'address'>,
): Promise<{ waiting: BpgRow[]; accounts: BpgRow[] }> {
  const { signup_pending = [], users = [] } = await server.rows(['signup_pending', 'users']);
  const isOurs = (row: BpgRow) => sameName(row.username, username) && sameName(row.email, address);
  // A deleted account may stay listed as such.
  const accounts = users.filter((row) => isOurs(row) && !isSet(row.deleted));
  return { waiting: signup_pending.filter(isOurs), accounts };
}

/**
 * Deletes the invitation, and the account that came of it; one that was not answered is looked for during at most
 * `seconds`. Throws `ServerRefused` and `Unanswered`, that too for one that is not the run's: it is left alone.
 */
export function removeInvited(server: WritableServer, left: InvitationLeft, seconds: number): Promise<void> {
  return removeMade(left, () => removeListed(server, left), { seconds });
}

async function removeListed(server: WritableServer, left: InvitationLeft): Promise<number> {
  const { uid } = await server.login();
  const { waiting, accounts } = await invited(server, left);
  const judged: Judged<OwnRow>[] = [
    ...waiting.map((row) => ownInvitation(row, left, uid)),
    ...accounts.map((row) => ownAccount(row, left, uid)),
  ];
  const [stranger] = judged.filter(isNotOurs);
  if (stranger || waiting.length > 1 || accounts.length > 1) {
    const why = stranger?.why ?? 'there are several of them';
    throw stillThere(server, left, `is not proved to be this run's (${why}): it was left alone`);
  }
  for (const row of provenAmong(judged)) await server.deleteRow(row);
  const after = judged.length > 0 ? await invited(server, left) : undefined;
  if (!after || after.waiting.length + after.accounts.length === 0) return judged.length;
  throw stillThere(server, left, 'is still listed after it was deleted');
}

function stillThere(server: WritableServer, left: InvitationLeft, what: string): Unanswered {
  return new Unanswered(`${nameOf(left)} ${what}`, {
    asked: 'POST /api/bpg (delete signup_pending, users)',
    where: server.url.origin,
    next: byHand(left),
  });
}

/** Uids count up: whoever has a larger one came later. */
async function largestUid(server: WritableServer): Promise<number> {
  const { users = [] } = await server.rows(['users']);
  return Math.max(0, ...users.map(({ uid }) => numeric.safeParse(uid).data ?? 0));
}

function isSet(value: unknown): boolean {
  return value === 1 || value === true || value === '1';
}
