import type { ObjectRow } from '../coronerd/run-length.ts';
import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import type { SubmissionListener } from '../coronerd/submission.ts';
import { newMark, type ProbePayload, probeReport } from '../payloads/probe-report.ts';
import type { Ledger } from '../undo/ledger.ts';
import { Legs } from './legs.ts';
import { awaitMarked, errorsMarked, markedRequest } from './marked-errors.ts';
import { readBackDifferences, rowsById } from './read-back.ts';
import { Sender, type Sent } from './sender.ts';
import { SymbolProbe } from './symbol-probe.ts';
import { submitWrongly, type WrongSubmission } from './wrong-submissions.ts';

/** One error that was submitted on one listener, and what became of it. */
export interface Submission extends Sent {
  listener: SubmissionListener;
  payload: ProbePayload;
}

/** Where the submitted error was found. */
export interface Found {
  id: number;
  /** Transaction id as the query gives it. */
  tx: unknown;
  /** From submission to discovery. */
  seconds: number;
}

interface Given {
  server: WritableServer;
  project: ProjectName;
  /** Submission token; without it the session's. */
  token?: string;
  /** Seconds within which an accepted error must be found. */
  within: number;
  /** Seconds within which symbols are processed, and an object is reprocessed. */
  symbolsWithin: number;
  ledger: Ledger;
}

/** The test error of a run: submitted once on each listener, and each leg taken once however many steps look at it. */
export class Probe {
  readonly mark = newMark();
  readonly project: ProjectName;
  /** The same for symbols: a minidump, its symbol file, reprocessing. */
  readonly symbols: SymbolProbe;
  readonly #given: Given;
  readonly #sender: Sender;
  readonly #legs = new Legs();

  constructor(given: Given) {
    this.#given = given;
    this.project = given.project;
    this.#sender = new Sender(given.server, given.project, this.mark, given.ledger);
    const { server, project, token, symbolsWithin: within } = given;
    this.symbols = new SymbolProbe({
      server,
      project,
      sender: this.#sender,
      within,
      ...(token ? { token } : {}),
    });
  }

  /** An error on every listener; the one on the console carries the attachments. */
  submissions(): Promise<Submission[]> {
    return this.#legs.once('submissions', async () => {
      const { server, token } = this.#given;
      const submissions: Submission[] = [];
      for (const [index, listener] of (await server.submissionListeners()).entries()) {
        const whole = probeReport({ mark: index === 0 ? this.mark : `${this.mark}-${index}` });
        const payload = index === 0 ? whole : { ...whole, attachments: [] };
        const options = { attachments: payload.attachments, ...(token ? { token } : {}) };
        submissions.push({
          listener,
          payload,
          ...(await this.#sender.send(listener, payload.mark, payload.report, options)),
        });
      }
      return submissions;
    });
  }

  /** What must be refused, on the console. */
  wrongSubmissions(): Promise<WrongSubmission[]> {
    return this.#legs.once('wrong submissions', async () => {
      const [console] = await this.#given.server.submissionListeners();
      return console ? submitWrongly(this.#sender, console, this.#given.token) : [];
    });
  }

  /** The submission that the later legs follow: an accepted one, with attachments if there is one. */
  async followed(): Promise<Submission | undefined> {
    const accepted = (await this.submissions()).filter((submission) => submission.accepted);
    return accepted.find(({ payload }) => payload.attachments.length > 0) ?? accepted[0];
  }

  /** Finds the followed error by its mark; undefined when it does not appear within the bound. */
  found(): Promise<Found | undefined> {
    return this.#legs.once('found', async () => {
      const followed = await this.followed();
      if (!followed) return undefined;
      const begin = performance.now();
      const { server, within: seconds } = this.#given;
      const row = await awaitMarked(server, this.project, followed.payload.mark, { seconds });
      return row && { id: row.id, tx: row.values._tx, seconds: (performance.now() - begin) / 1000 };
    });
  }

  /** The errors that a query by the found object id gives, with the attributes that were submitted. */
  byId(): Promise<ObjectRow[]> {
    return this.#legs.once('by id', async () => {
      const [found, followed] = [await this.found(), await this.followed()];
      return found && followed ? rowsById(this.#given.server, this.project, found.id, followed.payload) : [];
    });
  }

  /** What reads back otherwise than it was submitted. */
  differences(): Promise<string[]> {
    return this.#legs.once('differences', async () => {
      const [followed, found, [row]] = [await this.followed(), await this.found(), await this.byId()];
      if (!followed || !found) return [];
      return readBackDifferences(this.#given.server, this.project, {
        id: found.id,
        row,
        sent: followed.payload,
      });
    });
  }

  /** How many errors carry a mark. */
  async stored(mark: string): Promise<number> {
    return (await errorsMarked(this.#given.server, this.project, mark)).length;
  }

  /** What is stored of the run when it was last looked, for a reader who waited for one error of it in vain. */
  async seen(): Promise<string> {
    const { length } = await this.#given.server.select(this.project, markedRequest(this.mark));
    return `last seen: ${length} errors of this run, marked ${this.mark}… (submitted: ${this.#sender.stored})`;
  }
}
