import { z } from 'zod';
import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import { type Integration, integrationName } from '../coronerd/workflows-documents.ts';
import { isOn } from '../network/own-hosts.ts';
import { poll } from '../poll.ts';
import { errorsMarked } from '../probe/marked-errors.ts';
import type { Ticket, Tracker } from '../tracker/jira.ts';
import { Unanswered } from '../unanswered.ts';
import type { Ledger } from '../undo/ledger.ts';
import type { LeftoverOf, Made } from '../undo/leftover.ts';
import {
  isNotOurs,
  type Judged,
  not,
  type OwnError,
  type Owned,
  type OwnGroup,
  proven,
} from '../undo/owned.ts';
import { ownError, ownGroup } from '../undo/ownership/errors.ts';
import { ownTicket } from '../undo/ownership/tickets.ts';
import { byHand } from '../undo/wording.ts';

/**
 * The one place for what is not known of creating a ticket by hand: the issue of the group is linked to the integration
 * by its name, without a ticket, and the service is expected to create one (contract §3.9 has the form of the request).
 */
export function linkTo(integration: Integration): object[] {
  return [{ watcher: integrationName(integration) }];
}

/** How that is told in an outcome. */
export const linkAssumption =
  'how the console asks for a ticket is not known: POST /api/issue linked the group to the integration by its name';

/** Plugins whose tickets can be looked up over REST API 2. */
export function isTracker({ pluginId }: Pick<Integration, 'pluginId'>): boolean {
  return /^jira/i.test(pluginId ?? '');
}

/** What was asked of a tracker, until it is undone. */
export type LeftTicket = LeftoverOf<'ticket'>;
/** The same before the ledger has it. */
export type MadeTicket = Extract<Made, { kind: 'ticket' }>;

/** A ticket as the issue of a group names it. */
export interface TicketReference {
  short: string;
  url?: string;
}

/** The key of a ticket of the trackers that are looked at. */
const ticketKey = /\b[A-Za-z][A-Za-z0-9_]{0,99}-\d{1,20}\b/;

/** Whether a reference names the key of a ticket, not only something in place of one. */
export function isTicketKey(short: string): boolean {
  return ticketKey.exec(short)?.[0] === short;
}

const references = z.array(z.looseObject({ short: z.string().nullish(), url: z.string().nullish() }));

/**
 * The group of a test error. It may take in the error whatever its stack says, by rules of the project; the ticket of a
 * group that is not of the test error alone is none of the pack's, to ask for or to remove.
 * @throws Unanswered where the group has another error, or a ticket
 */
export async function groupOfItsOwn(
  server: WritableServer,
  error: Owned<OwnError>,
  fingerprint: string,
): Promise<Owned<OwnGroup>> {
  const { universe, name } = proven(error);
  const group = await ownGroup(server, error, fingerprint);
  if (!isNotOurs(group) && !(await ticketOf(server, { universe, name }, fingerprint))) return group;
  throw new Unanswered(
    `the group ${fingerprint} of ${universe}/${name} is not of the test error alone: no ticket was asked for`,
    {
      asked: 'POST /api/query (errors and ticket of the group)',
      where: server.url.origin,
      next: 'set PROBE_PROJECT to a project whose deduplication rules do not group the test error with others',
    },
  );
}

/** Asks for a ticket for a group. It stands in the ledger before. Throws `ServerRefused` and `Unanswered`. */
export async function askForTicket(
  server: WritableServer,
  integration: Integration,
  { group, made }: { group: Owned<OwnGroup>; made: MadeTicket },
  ledger: Ledger,
): Promise<void> {
  await ledger.making(made, () => server.linkIssue(group, linkTo(integration)));
}

/** The ticket that the issue of the group names; undefined as long as there is none. */
export async function ticketOf(
  server: WritableServer,
  project: ProjectName,
  fingerprint: string,
): Promise<TicketReference | undefined> {
  const [row] = await server.select(project, {
    table: 'issues',
    filter: { fingerprint: [['equal', fingerprint]] },
    select: ['ticket'],
    limit: 1,
  });
  const { ticket } = row?.values ?? {};
  const [found] = references.safeParse(parsed(ticket)).data?.filter(({ short, url }) => short ?? url) ?? [];
  if (!found) return undefined;
  const { url } = found;
  // A link to a ticket ends with its key.
  const named =
    found.short ?? (url && URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : url) ?? '';
  return { short: ticketKey.exec(named)?.[0] ?? named, ...(url ? { url } : {}) };
}

/** What is wrong with the ticket in the tracker, one sentence each, and the link back to the error, to be opened. */
export function judgeTicket(
  { short }: TicketReference,
  ticket: Ticket | undefined,
  expected: { own: readonly string[]; fingerprint: string },
): { findings: string[]; back?: string } {
  if (!ticket) {
    return { findings: [`the issue names the ticket ${short}, but the tracker has no such ticket`] };
  }
  const about = ticket.links.filter((link) => URL.canParse(link) && link.includes(expected.fingerprint));
  const back = about.find((link) => isOn(expected.own, new URL(link)));
  if (back) return { findings: [], back };
  const others = (about.length > 0 ? about : ticket.links).slice(0, 5).join(', ') || 'none';
  return {
    findings: [
      `the ticket ${short} has no link to the error on ${expected.own.join(' or ')}; its links: ${others}`,
    ],
  };
}

type Removed = 'deleted' | 'closed' | 'never created';

/**
 * Removes a ticket from the tracker, or closes it, once it is read and proves to be the run's, by the test error that is
 * still stored; and unlinks the issue of that error. Where its key is not known yet, the issue and the tracker are asked
 * for it, for at most `seconds`.
 * @throws Unanswered where the tracker allows neither, and where a ticket was left alone
 */
export async function removeTicket(
  server: WritableServer,
  tracker: Tracker,
  left: LeftTicket,
  seconds: number,
): Promise<Removed> {
  const look = async () => (await ticketOf(server, left, left.fingerprint))?.short;
  const known = left.ticket ?? (await poll(look, { within: seconds * 1000, every: 250 }));
  const keys = known ? [known] : await tracker.find(left.fingerprint);
  let outcome: Removed = 'never created';
  for (const key of keys) outcome = await removeOwn(server, tracker, key, left);
  await unlink(server, left);
  return outcome;
}

async function removeOwn(
  server: WritableServer,
  tracker: Tracker,
  key: string,
  left: LeftTicket,
): Promise<Removed> {
  const ticket = await tracker.ticket(key);
  if (!ticket) return 'deleted';
  const group = (await groupOfError(server, left)) ?? not('the test error is not there');
  const judged = isNotOurs(group) ? group : ownTicket(ticket, group, left);
  const removed = isNotOurs(judged) ? undefined : await tracker.remove(judged);
  if (removed) return removed;
  const why = isNotOurs(judged)
    ? `the ticket ${key} was left alone: ${judged.why}`
    : `the tracker lets nobody delete or close the ticket ${key}`;
  const { universe, name } = left;
  throw new Unanswered(why, {
    asked: 'DELETE issue',
    where: `${universe}/${name}`,
    next: `${byHand(left)}, then delete its line in the list of what is left to undo`,
  });
}

/** Where the test error is gone, so is what could be unlinked. */
async function unlink(server: WritableServer, left: LeftTicket): Promise<void> {
  if (!(await ticketOf(server, left, left.fingerprint))) return;
  const group = await groupOfError(server, left);
  if (group === undefined) return;
  if (!isNotOurs(group)) return server.linkIssue(group, []);
  throw new Unanswered(`the issue of the group ${left.fingerprint} was left as it is: ${group.why}`, {
    asked: 'POST /api/issue',
    where: server.url.origin,
    next: 'look whether the issue names a ticket of this run, and unlink it in the console',
  });
}

/** The group of the test error that the ticket was asked for; undefined where that error is not stored. */
async function groupOfError(server: WritableServer, left: LeftTicket): Promise<Judged<OwnGroup> | undefined> {
  const [row] = await errorsMarked(server, left, left.error.mark);
  if (!row) return undefined;
  const began = Date.parse(left.began);
  const error = await ownError(server, left, row.id, { sent: [left.error], began });
  return isNotOurs(error) ? error : ownGroup(server, error, left.fingerprint);
}

function parsed(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return undefined;
  }
}
