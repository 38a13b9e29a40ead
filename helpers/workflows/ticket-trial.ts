import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import { readingWorkflows } from '../coronerd/workflows.ts';
import type { Integration } from '../coronerd/workflows-documents.ts';
import { newMark } from '../payloads/probe-report.ts';
import { poll } from '../poll.ts';
import { removeMarked } from '../probe/marked-errors.ts';
import { Sender } from '../probe/sender.ts';
import type { TrackerSettings } from '../settings/settings.ts';
import { openTracker, type Tracker } from '../tracker/jira.ts';
import type { Ledger } from '../undo/ledger.ts';
import type { Leftover } from '../undo/leftover.ts';
import { troubleOf } from './integration-trouble.ts';
import { submitTestError } from './test-error.ts';
import {
  askForTicket,
  groupOfItsOwn,
  isTicketKey,
  judgeTicket,
  type LeftTicket,
  removeTicket,
  type TicketReference,
  ticketOf,
} from './ticket.ts';

interface Given {
  server: WritableServer;
  project: ProjectName;
  /** Submission token; without it the session's. */
  token?: string;
  /** Endpoint of the workflows service, as the server names it. */
  endpoint: string;
  integration: Integration;
  tracker: TrackerSettings;
  /** Within these a test error is found, and a ticket is created. */
  seconds: { stored: number; created: number };
  ledger: Ledger;
}

/** What came of asking for a ticket. */
export interface CreatedTicket {
  /** What is wrong, one sentence each. */
  findings: string[];
  /** The ticket's link back to the error, where it has one. */
  back?: string;
  /** The ticket that was looked up in the tracker, and what it answered. */
  looked?: { key: string; answered: string };
}

/** One test error of a group of its own, and a ticket for it. */
export class TicketTrial {
  readonly #given: Given;
  readonly #tracker: Tracker;
  readonly #sender: Sender;
  #fingerprint: string | undefined;
  #created: Promise<CreatedTicket> | undefined;
  /** As long as nobody has waited in vain for the ticket, it may still come. */
  #mayCome = true;

  constructor(given: Given) {
    this.#given = given;
    this.#tracker = openTracker(given.tracker);
    this.#sender = new Sender(given.server, given.project, newMark(), given.ledger);
  }

  /** Submits the error, asks for the ticket, waits for it and looks it up; it has to link back to one of the server's `own` hosts. */
  created(own: readonly string[], signal?: AbortSignal): Promise<CreatedTicket> {
    this.#created ??= this.#create(own, signal);
    return this.#created;
  }

  async #create(own: readonly string[], signal?: AbortSignal): Promise<CreatedTicket> {
    const { server, project, token, integration, seconds, ledger, tracker } = this.#given;
    const sending = {
      server,
      project,
      sender: this.#sender,
      seconds: seconds.stored,
      ...(token ? { token } : {}),
    };
    const { fingerprint, error, sent } = await submitTestError(sending, 1);
    const group = await groupOfItsOwn(server, error, fingerprint);
    const { universe, name } = project;
    const made = {
      kind: 'ticket',
      universe,
      name,
      fingerprint,
      error: sent,
      tracker: tracker.url.href,
    } as const;
    this.#fingerprint = fingerprint;
    await askForTicket(server, integration, { group, made }, ledger);
    const reference = await this.#awaited(fingerprint, signal);
    if (typeof reference !== 'object') {
      this.#mayCome = false;
      const why = reference ?? 'the service does not say that the integration is in error';
      return { findings: [`no ticket was created within ${seconds.created} s: ${why}`] };
    }
    if (isTicketKey(reference.short)) ledger.put({ ...made, ticket: reference.short });
    const ticket = await this.#tracker.ticket(reference.short);
    const answered = ticket ? `links: ${ticket.links.join(', ') || 'none'}` : 'no such ticket';
    return {
      ...judgeTicket(reference, ticket, { own, fingerprint }),
      looked: { key: reference.short, answered },
    };
  }

  /** Removes the ticket, then the error by whose group it is found. What fails stays in the ledger. */
  async cleanUp(): Promise<void> {
    const { server, seconds, ledger } = this.#given;
    // A step that was broken off may still be asking for it.
    await this.#created?.catch(() => undefined);
    const isOurs = (item: Leftover): item is LeftTicket =>
      item.kind === 'ticket' && item.fingerprint === this.#fingerprint;
    await ledger.undo(isOurs, async (left) => {
      await removeTicket(server, this.#tracker, left, this.#mayCome ? seconds.stored : 0);
    });
    await ledger.undoErrors(this.#sender.mark, (left) => removeMarked(server, left, seconds.stored));
  }

  /** The ticket, or why there will be none; undefined when the time is over. */
  #awaited(
    fingerprint: string,
    signal: AbortSignal | undefined,
  ): Promise<TicketReference | string | undefined> {
    const { server, project, endpoint, integration, seconds } = this.#given;
    const workflows = readingWorkflows(server, endpoint);
    const look = async () =>
      (await ticketOf(server, project, fingerprint)) ??
      troubleOf(await workflows.get('integrations', project, integration.id));
    const patience = { within: seconds.created * 1000, every: 250, ...(signal ? { signal } : {}) };
    return poll<TicketReference | string>(look, patience);
  }
}
