import { ServerRefused } from '../coronerd/refused.ts';
import type { ObjectRow } from '../coronerd/run-length.ts';
import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import type { SubmissionListener, Submitted } from '../coronerd/submission.ts';
import {
  malformedReport,
  markAttribute,
  newMark,
  type ProbeReport,
  probeReport,
} from '../payloads/report.ts';
import { poll } from '../poll.ts';
import { Unanswered } from '../unanswered.ts';
import type { Ledger } from './ledger.ts';
import { readBackDifferences, rowsById } from './read-back.ts';

/** One error that was submitted on one listener, and what the server said. */
export interface Submission {
  listener: SubmissionListener;
  payload: ProbeReport;
  /** What the server said; a refusal or silence is kept, not thrown. */
  accepted?: Submitted;
  refused?: ServerRefused;
  silent?: Unanswered;
}

/** What the server said to something that it must refuse. */
export interface Refusal {
  what: 'malformed error' | 'wrong token';
  mark: string;
  refused?: ServerRefused;
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
  ledger: Ledger;
}

/**
 * The test error of a run: submitted once on each listener, each leg taken once however many steps look at it.
 * What it leaves on the server stands in the ledger from before it is sent.
 */
export class Probe {
  readonly mark = newMark();
  readonly project: ProjectName;
  readonly #given: Given;
  #sent = 0;
  #submissions?: Promise<Submission[]>;
  #refusals?: Promise<Refusal[]>;
  #found?: Promise<Found | undefined>;
  #byId?: Promise<ObjectRow[]>;
  #differences?: Promise<string[]>;

  constructor(given: Given) {
    this.#given = given;
    this.project = given.project;
  }

  /** Submits an error on every listener; the one on the console carries the attachments. */
  submissions(): Promise<Submission[]> {
    this.#submissions ??= this.#submitEverywhere();
    return this.#submissions;
  }

  /** Submits what must be refused, on the console. */
  refusals(): Promise<Refusal[]> {
    this.#refusals ??= this.#submitWrongly();
    return this.#refusals;
  }

  /** The submission that the later legs follow: the first one that was accepted, with attachments where there is one. */
  async followed(): Promise<Submission | undefined> {
    const accepted = (await this.submissions()).filter((submission) => submission.accepted);
    return accepted.find(({ payload }) => payload.attachments.length > 0) ?? accepted[0];
  }

  /** Finds the followed error by its mark; undefined when it does not appear within the bound. */
  found(): Promise<Found | undefined> {
    this.#found ??= this.#find();
    return this.#found;
  }

  /** The errors that a query by the found object id gives, with the attributes that were submitted. */
  byId(): Promise<ObjectRow[]> {
    this.#byId ??= this.found().then((found) =>
      found ? rowsById(this.#given.server, this.project, found.id) : [],
    );
    return this.#byId;
  }

  /** What reads back otherwise than it was submitted. */
  differences(): Promise<string[]> {
    this.#differences ??= this.#readBack();
    return this.#differences;
  }

  /** The errors that carry a mark, however many. */
  async stored(mark: string): Promise<number> {
    return (await this.#given.server.select(this.project, byMark(mark))).length;
  }

  async #submitEverywhere(): Promise<Submission[]> {
    const listeners = await this.#given.server.submissionListeners();
    const submissions: Submission[] = [];
    for (const [index, listener] of listeners.entries()) {
      const whole = probeReport(index === 0 ? this.mark : `${this.mark}-${index}`);
      const payload = index === 0 ? whole : { ...whole, attachments: [] };
      submissions.push({ listener, payload, ...(await this.#submit(listener, payload)) });
    }
    return submissions;
  }

  async #submit(listener: SubmissionListener, payload: ProbeReport): Promise<Partial<Submission>> {
    const { server, token } = this.#given;
    this.#aboutToSend();
    try {
      const options = { attachments: payload.attachments, ...(token ? { token } : {}) };
      return { accepted: await server.submit(listener, this.project, payload.report, options) };
    } catch (error) {
      if (error instanceof ServerRefused) {
        this.#notStored();
        return { refused: error };
      }
      if (error instanceof Unanswered) return { silent: error };
      throw error;
    }
  }

  async #submitWrongly(): Promise<Refusal[]> {
    const { server, token } = this.#given;
    const [console] = await server.submissionListeners();
    if (!console) return [];
    const attempt = async (
      what: Refusal['what'],
      mark: string,
      send: () => Promise<Submitted>,
    ): Promise<Refusal> => {
      this.#aboutToSend();
      try {
        await send();
        return { what, mark };
      } catch (error) {
        if (!(error instanceof ServerRefused)) throw error;
        this.#notStored();
        return { what, mark, refused: error };
      }
    };
    const malformed = `${this.mark}-malformed`;
    const wrong = `${this.mark}-wrong-token`;
    const marked = { attributes: { [markAttribute]: malformed }, ...(token ? { token } : {}) };
    return [
      await attempt('malformed error', malformed, () =>
        server.submit(console, this.project, malformedReport(), marked),
      ),
      await attempt('wrong token', wrong, () =>
        server.submit(console, this.project, probeReport(wrong).report, { token: '0'.repeat(64) }),
      ),
    ];
  }

  async #find(): Promise<Found | undefined> {
    const followed = await this.followed();
    if (!followed) return undefined;
    const begin = performance.now();
    const ask = async () => (await this.#given.server.select(this.project, byMark(followed.payload.mark)))[0];
    const row = await poll(ask, { within: this.#given.within * 1000, every: 100 });
    if (!row) return undefined;
    return { id: row.id, tx: row.values._tx, seconds: (performance.now() - begin) / 1000 };
  }

  async #readBack(): Promise<string[]> {
    const [followed, found, [row]] = [await this.followed(), await this.found(), await this.byId()];
    if (!followed || !found) return [];
    return readBackDifferences(this.#given.server, this.project, {
      id: found.id,
      row,
      sent: followed.payload,
    });
  }

  #aboutToSend(): void {
    this.#sent += 1;
    this.#enter();
  }

  #notStored(): void {
    this.#sent -= 1;
    this.#enter();
  }

  #enter(): void {
    this.#given.ledger.put({
      server: this.#given.server.url.origin,
      kind: 'errors',
      ...this.project,
      mark: this.mark,
      sent: this.#sent,
    });
  }
}

function byMark(mark: string) {
  return {
    filter: { [markAttribute]: [['equal', mark] as [string, string]] },
    select: ['_tx', markAttribute],
    limit: 10,
  };
}
