import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import {
  type SubmissionListener,
  type SubmitOptions,
  type Submitted,
  submittedBytes,
} from '../coronerd/submission.ts';
import { NotSent } from '../coronerd/token-places.ts';
import { Unanswered } from '../unanswered.ts';
import type { Ledger } from '../undo/ledger.ts';
import type { SentError } from '../undo/leftover.ts';
import { isNotOurs, type OwnError, type Owned } from '../undo/owned.ts';
import { digestOf, ownError } from '../undo/ownership/errors.ts';

/** What became of something that was sent: exactly one of them. */
export interface Sent {
  accepted?: Submitted;
  refused?: ServerRefused;
  silent?: Unanswered;
}

type Report = object | string | Uint8Array;

/** Submits to one project; what may have been stored stands in the ledger from before it is sent. */
export class Sender {
  readonly mark: string;
  readonly #server: WritableServer;
  readonly #project: ProjectName;
  readonly #ledger: Ledger;
  #sent: SentError[] = [];

  constructor(server: WritableServer, project: ProjectName, mark: string, ledger: Ledger) {
    this.#server = server;
    this.#project = project;
    this.mark = mark;
    this.#ledger = ledger;
  }

  /** How many were sent that may have been stored. */
  get stored(): number {
    return this.#sent.filter(({ refused }) => !refused).length;
  }

  /**
   * Sends a report that carries a mark of its own, which begins with the run's; a refusal and silence are results, not
   * errors.
   */
  async send(to: SubmissionListener, mark: string, report: Report, options: SubmitOptions): Promise<Sent> {
    const one = sentError(mark, report);
    this.#note([...this.#sent, one]);
    const result = await this.#submit(to, report, options);
    const others = this.#sent.filter((each) => each !== one);
    if (result.refused) this.#note([...others, { ...one, refused: true }]);
    if (result.silent instanceof NotSent) this.#note(others);
    return result;
  }

  /** Uploads an archive of symbols, in the name of the login. Symbols cannot be removed: nothing of it is noted. */
  sendSymbols(to: SubmissionListener, archive: Uint8Array, tag: string): Promise<Sent> {
    return this.#submit(to, archive, { format: 'symbols', tag });
  }

  /**
   * The stored error of an id that the server named, once it is read and proved to be one of those that were sent.
   * @throws Unanswered where it is not: nothing is to be done to it
   */
  async own(id: number): Promise<Owned<OwnError>> {
    const { began } = this.#ledger;
    const judged = await ownError(this.#server, this.#project, id, { sent: this.#sent, began });
    if (!isNotOurs(judged)) return judged;
    const { universe, name } = this.#project;
    throw new Unanswered(
      `the server names error ${id} of ${universe}/${name} as one of this run, but ${judged.why}: nothing was done to it`,
      {
        asked: 'GET /api/get',
        where: this.#server.url.origin,
        next: 'look at that error, and at what a query by the mark gives: the server answers with something else',
      },
    );
  }

  async #submit(to: SubmissionListener, report: Report, options: SubmitOptions): Promise<Sent> {
    try {
      return { accepted: await this.#server.submit(to, this.#project, report, options) };
    } catch (error) {
      if (error instanceof Unanswered) return { silent: error };
      if (!(error instanceof ServerRefused)) throw error;
      return { refused: error };
    }
  }

  #note(sent: SentError[]): void {
    this.#sent = sent;
    const { universe, name } = this.#project;
    this.#ledger.put({ kind: 'errors', universe, name, mark: this.mark, sent });
  }
}

/** What is kept of a report to know it again. */
export function sentError(mark: string, report: Report): SentError {
  const uuid = typeof report === 'object' && 'uuid' in report ? String(report.uuid) : undefined;
  const sha256 = digestOf(submittedBytes(report));
  return { mark, sha256, ...(uuid === undefined ? {} : { uuid }) };
}
