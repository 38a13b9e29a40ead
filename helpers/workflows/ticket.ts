import { z } from 'zod';
import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import { type Integration, integrationName } from '../coronerd/workflows-documents.ts';
import { isOn } from '../network/own-hosts.ts';
import { poll } from '../poll.ts';
import type { Ledger, Leftover } from '../probe/ledger.ts';
import type { Ticket, Tracker } from '../tracker/jira.ts';
import { Unanswered } from '../unanswered.ts';

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
export type LeftTicket = Extract<Leftover, { kind: 'ticket' }>;

/** A ticket as the issue of a group names it. */
export interface TicketReference {
  short: string;
  url?: string;
}

const references = z.array(z.looseObject({ short: z.string().nullish(), url: z.string().nullish() }));

/**
 * A group may take in the test error whatever its stack says, by rules of the project. The ticket of a group that is
 * not of the test error alone is none of the pack's, to ask for or to remove.
 * @throws Unanswered where the group has another error, or a ticket
 */
export async function refuseSharedGroup(
  server: WritableServer,
  { universe, name }: ProjectName,
  fingerprint: string,
): Promise<void> {
  const project = { universe, name };
  const filter = { fingerprint: [['equal', fingerprint] as [string, string]] };
  const errors = await server.select(project, { filter, select: ['_tx'], limit: 2 });
  if (errors.length === 1 && !(await ticketOf(server, project, fingerprint))) return;
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
  left: LeftTicket,
  ledger: Ledger,
): Promise<void> {
  const project = { universe: left.universe, name: left.name };
  await ledger.making(left, () => server.linkIssue(project, left.fingerprint, linkTo(integration)));
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
  return { short: found.short ?? url?.split('/').at(-1) ?? '', ...(url ? { url } : {}) };
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

/**
 * Removes a ticket from the tracker, or closes it, and unlinks the issue. Where its key is not known yet, the issue and
 * the tracker are asked for it, for at most `seconds`.
 * @throws Unanswered where the tracker allows neither
 */
export async function removeTicket(
  server: WritableServer,
  tracker: Tracker,
  { universe, name, fingerprint, ticket }: LeftTicket,
  seconds: number,
): Promise<'deleted' | 'closed' | 'never created'> {
  const project = { universe, name };
  const look = async () => (await ticketOf(server, project, fingerprint))?.short;
  const known = ticket ?? (await poll(look, { within: seconds * 1000, every: 250 }));
  const keys = known ? [known] : await tracker.find(fingerprint);
  let outcome: 'deleted' | 'closed' | 'never created' = 'never created';
  for (const key of keys) {
    const removed = await tracker.remove(key);
    if (!removed) {
      throw new Unanswered(`the tracker lets nobody delete or close the ticket ${key}`, {
        asked: 'DELETE issue',
        where: `${universe}/${name}`,
        next: `close the ticket ${key} by hand, then delete its line in the list of what is left to undo`,
      });
    }
    outcome = removed;
  }
  // Where the errors of the group are gone, so is what could be unlinked.
  if (await ticketOf(server, project, fingerprint)) await server.linkIssue(project, fingerprint, []);
  return outcome;
}

function parsed(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return undefined;
  }
}
