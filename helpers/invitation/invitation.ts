import { z } from 'zod';
import type { BpgRow } from '../coronerd/bpg.ts';
import type { WritableServer } from '../coronerd/server.ts';
import type { Ledger, Leftover } from '../probe/ledger.ts';
import { removeMade } from '../probe/remove-made.ts';
import { Unanswered } from '../unanswered.ts';

export type InvitationLeft = Extract<Leftover, { kind: 'invitation' }>;

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
  const left = { server: server.url.origin, kind: 'invitation', username, address } as const;
  await ledger.making(left, () => server.bpgWrite([{ action: 'create', type: 'signup_pending', object }]));
  const said = reply.safeParse(await server.sendInvitation(universe.name, username)).data;
  return String(said?.status === 'ok' ? 'ok' : (said?.message ?? said?.status ?? 'nothing'));
}

/** What the server lists of an invited person: the invitation while it waits, the account once it was accepted. */
export async function invited(
  server: Pick<WritableServer, 'rows'>,
  { username, address }: Pick<InvitationLeft, 'username' | 'address'>,
): Promise<{ waiting: BpgRow[]; accounts: BpgRow[] }> {
  const { signup_pending = [], users = [] } = await server.rows(['signup_pending', 'users']);
  const isOurs = (row: BpgRow) => same(row.username, username) && same(row.email, address);
  // A deleted account may stay listed as such.
  const accounts = users.filter((row) => isOurs(row) && !isSet(row.deleted));
  return { waiting: signup_pending.filter(isOurs), accounts };
}

/**
 * Deletes the invitation, and the account that came of it; one that was not answered is looked for during at most
 * `seconds`. Throws `ServerRefused` and `Unanswered`.
 */
export function removeInvited(server: WritableServer, left: InvitationLeft, seconds: number): Promise<void> {
  return removeMade(left, () => removeListed(server, left), { seconds });
}

async function removeListed(server: WritableServer, left: InvitationLeft): Promise<number> {
  const { waiting, accounts } = await invited(server, left);
  for (const { universe, email } of waiting)
    await server.bpgWrite([
      { action: 'delete', type: 'signup_pending', key: { universe, email }, cascade: true },
    ]);
  for (const { uid } of accounts)
    await server.bpgWrite([{ action: 'delete', type: 'users', key: { uid }, cascade: true }]);
  const found = waiting.length + accounts.length;
  const after = found > 0 ? await invited(server, left) : undefined;
  if (!after || after.waiting.length + after.accounts.length === 0) return found;
  throw new Unanswered(`${left.username} is still listed after it was deleted`, {
    asked: 'POST /api/bpg (delete signup_pending, users)',
    where: server.url.origin,
    next: `delete the user or invitation ${left.username} in Organization settings > Users`,
  });
}

function same(value: unknown, wanted: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === wanted.toLowerCase();
}

function isSet(value: unknown): boolean {
  return value === 1 || value === true || value === '1';
}
