import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ServerRefused } from '../coronerd/refused.ts';
import { NotSent } from '../coronerd/token-places.ts';
import { writeWhole } from '../verdict/write-file.ts';

/** Origin of the new server that it was done to. */
const server = z.string();

const id = z.union([z.number(), z.string()]);

/** True from before the request until it is answered: it may still be on its way when the process has died. */
const unanswered = z.boolean().optional();

const item = z.discriminatedUnion('kind', [
  /** Test errors in a project, all carrying the mark; `sent` = submissions that may have been stored. */
  z.object({
    server,
    kind: z.literal('errors'),
    universe: z.string(),
    name: z.string(),
    mark: z.string(),
    sent: z.number(),
  }),
  /** A scheduled report that was set up in a project, the only one with this title. */
  z.object({
    server,
    kind: z.literal('report'),
    unanswered,
    universe: z.string(),
    name: z.string(),
    title: z.string(),
  }),
  /** Objects of the workflows service that are named by the mark, and the ids that are known. */
  z.object({
    server,
    kind: z.literal('workflow'),
    unanswered,
    universe: z.string(),
    name: z.string(),
    mark: z.string(),
    ids: z.object({ connections: id.optional(), integrations: id.optional(), alerts: id.optional() }),
  }),
  /** A ticket that was asked for, for the group of a test error; its key once it is known. */
  z.object({
    server,
    kind: z.literal('ticket'),
    unanswered,
    universe: z.string(),
    name: z.string(),
    fingerprint: z.string(),
    /** Where the tracker is. */
    tracker: z.string(),
    ticket: z.string().optional(),
  }),
  /** Somebody who was invited, by a name and an address that nobody else has; an account may have come of it. */
  z.object({
    server,
    kind: z.literal('invitation'),
    unanswered,
    username: z.string(),
    address: z.string(),
  }),
  /** A unit of the new host that was stopped. */
  z.object({ server, kind: z.literal('unit'), unit: z.string() }),
]);

/** Something that a run did to the new server and has to undo. */
export type Leftover = z.output<typeof item>;
/** Something that one request makes. */
export type Made = Exclude<Leftover, { kind: 'errors' | 'unit' }>;
/** Test errors that are left. */
export type ErrorsLeft = Extract<Leftover, { kind: 'errors' }>;

/**
 * What has to be undone on the new server, on disk before it is done, so that it is undone also when the process
 * that did it dies.
 */
export class Ledger {
  readonly file: string;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(results: string, file = 'left-to-undo.json') {
    this.file = join(results, file);
  }

  /** What has not been undone yet. Throws where the file is not one of ours. */
  read(): Leftover[] {
    return existsSync(this.file) ? z.array(item).parse(JSON.parse(readFileSync(this.file, 'utf8'))) : [];
  }

  /** Puts an item down; one with the same mark or unit is replaced. */
  put(leftover: Leftover): void {
    this.#write([...this.read().filter((each) => nameOf(each) !== nameOf(leftover)), leftover]);
  }

  /** Makes something by one request: it stands in the list from before, as unanswered until the server has spoken. */
  async making<T>(leftover: Made, request: () => Promise<T>): Promise<T> {
    this.put({ ...leftover, unanswered: true });
    const asked = request();
    const settled = asked.then(
      () => this.put(leftover),
      (error: unknown) => {
        if (error instanceof ServerRefused || error instanceof NotSent) this.put(leftover);
      },
    );
    this.#underWay.add(settled);
    await settled.finally(() => this.#underWay.delete(settled));
    return asked;
  }

  /** Takes an item off: it has been undone. */
  take(leftover: Leftover): void {
    this.#write(this.read().filter((each) => nameOf(each) !== nameOf(leftover)));
  }

  /**
   * Undoes what is listed and is `ours`, if it is, and takes it off, as soon as nothing is being made any more. What
   * fails stays listed: it is tried again, and reported, when the run has ended.
   */
  async undo<L extends Leftover>(
    ours: (item: Leftover) => item is L,
    undo: (left: L) => Promise<void>,
  ): Promise<void> {
    await Promise.allSettled(this.#underWay);
    const left = this.read().find(ours);
    if (!left) return;
    await undo(left).then(
      () => this.take(left),
      () => undefined,
    );
  }

  /** As `undo`, for the test errors that carry this mark. */
  undoErrors(mark: string | undefined, undo: (left: ErrorsLeft) => Promise<void>): Promise<void> {
    return this.undo((item): item is ErrorsLeft => item.kind === 'errors' && item.mark === mark, undo);
  }

  #write(items: readonly Leftover[]): void {
    if (items.length === 0) rmSync(this.file, { force: true });
    else writeWhole(this.file, `${JSON.stringify(items, null, 1)}\n`, { durable: true });
  }
}

/** The list of a run in the browser, which goes on beside one without, each in a process of its own. */
export function browserLedger(results: string): Ledger {
  return new Ledger(results, 'left-to-undo-by-browser.json');
}

/** How a person would name it. */
export function nameOf(leftover: Leftover): string {
  return `${whatOf(leftover)} at ${leftover.server}`;
}

function whatOf(leftover: Leftover): string {
  switch (leftover.kind) {
    case 'unit':
      return `the stopped unit ${leftover.unit}`;
    case 'invitation':
      return `the invitation, or the account, of ${leftover.username} (${leftover.address})`;
    case 'workflow':
      return `integration, alert and connection of ${leftover.universe}/${leftover.name} named ${leftover.mark}`;
    case 'ticket':
      return `the ticket at ${leftover.tracker} for the error group ${leftover.fingerprint} of ${leftover.universe}/${leftover.name}`;
    case 'report':
      return `the scheduled report of ${leftover.universe}/${leftover.name} titled ${leftover.title}`;
    default:
      return `test errors of ${leftover.universe}/${leftover.name} marked ${leftover.mark}`;
  }
}
