import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import type { SubmissionListener, SubmitOptions, Submitted } from '../coronerd/submission.ts';
import { NotSent } from '../coronerd/token-places.ts';
import { Unanswered } from '../unanswered.ts';
import type { Ledger } from './ledger.ts';

/** What became of something that was sent: exactly one of them. */
export interface Sent {
  accepted?: Submitted;
  refused?: ServerRefused;
  silent?: Unanswered;
}

/** Submits to one project; what may have been stored stands in the ledger from before it is sent. */
export class Sender {
  readonly mark: string;
  readonly #server: WritableServer;
  readonly #project: ProjectName;
  readonly #ledger: Ledger;
  #stored = 0;

  constructor(server: WritableServer, project: ProjectName, mark: string, ledger: Ledger) {
    this.#server = server;
    this.#project = project;
    this.mark = mark;
    this.#ledger = ledger;
  }

  /** How many were sent that may have been stored. */
  get stored(): number {
    return this.#stored;
  }

  /** Sends a report; a refusal and silence are results, not errors. */
  async send(
    to: SubmissionListener,
    report: object | string | Uint8Array,
    options: SubmitOptions,
  ): Promise<Sent> {
    this.#count(1);
    const sent = await this.#submit(to, report, options);
    if (sent.refused || sent.silent instanceof NotSent) this.#count(-1);
    return sent;
  }

  /** Uploads an archive of symbols, in the name of the login. Symbols cannot be removed: nothing of it is counted. */
  sendSymbols(to: SubmissionListener, archive: Uint8Array, tag: string): Promise<Sent> {
    return this.#submit(to, archive, { format: 'symbols', tag });
  }

  async #submit(
    to: SubmissionListener,
    report: object | string | Uint8Array,
    options: SubmitOptions,
  ): Promise<Sent> {
    try {
      return { accepted: await this.#server.submit(to, this.#project, report, options) };
    } catch (error) {
      if (error instanceof Unanswered) return { silent: error };
      if (!(error instanceof ServerRefused)) throw error;
      return { refused: error };
    }
  }

  #count(change: number): void {
    this.#stored += change;
    const server = this.#server.url.origin;
    this.#ledger.put({ server, kind: 'errors', ...this.#project, mark: this.mark, sent: this.#stored });
  }
}
