import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ServerRefused } from '../coronerd/refused.ts';
import { NotSent } from '../coronerd/token-places.ts';
import { writeWhole } from '../verdict/write-file.ts';
import {
  type Leftover,
  type LeftoverOf,
  leftover,
  type Made,
  type Noted,
  ticketKnownBy,
} from './leftover.ts';
import { nameOf } from './wording.ts';

const items = z.array(leftover).max(1_000);

/** The file of what is left to undo is not one that this pack wrote for this user: nothing of it is trusted. */
export class LedgerUnusable extends Error {
  override readonly name = 'LedgerUnusable';

  constructor(file: string, why: string) {
    super(
      `${file} ${why}. It says what is to be undone on the new server, so nothing of it is trusted. Look at it; then move it away, and remove by hand what it names.`,
    );
  }
}

/** By what a ledger says where and when something was made. */
export interface Stamp {
  /** When the run began, Unix ms. */
  began: number;
  server: { readonly url: URL; readonly reached: string | undefined };
}

/** What has to be undone on the new server. */
export class LedgerFile {
  readonly file: string;

  constructor(results: string, file = 'left-to-undo.json') {
    this.file = join(results, file);
  }

  /**
   * What has not been undone yet.
   * @throws LedgerUnusable where the file is another user's, others may write to it, or it holds what the pack never
   * writes
   */
  read(): Leftover[] {
    if (!this.#isThere()) return [];
    const parsed = items.safeParse(parsedJson(readFileSync(this.file, 'utf8')));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue?.path.map(String).join('.') || 'the whole';
    throw new LedgerUnusable(this.file, `is not as this pack writes it (${where}: ${issue?.message})`);
  }

  /** Takes an item off: it has been undone. */
  take(left: Leftover): void {
    this.write(this.read().filter((each) => nameOf(each) !== nameOf(left)));
  }

  protected write(left: readonly Leftover[]): void {
    if (left.length === 0) rmSync(this.file, { force: true });
    else writeWhole(this.file, `${JSON.stringify(left, null, 1)}\n`, { durable: true });
  }

  #isThere(): boolean {
    const found = lstatSync(this.file, { throwIfNoEntry: false });
    if (!found) return false;
    if (!found.isFile()) throw new LedgerUnusable(this.file, 'is not a plain file');
    if (process.platform === 'win32') return true;
    if (found.uid !== process.getuid?.())
      throw new LedgerUnusable(this.file, `belongs to another user (uid ${found.uid})`);
    if ((found.mode & 0o022) !== 0) throw new LedgerUnusable(this.file, 'may be written to by others');
    return true;
  }
}

/** The list of a run: it is on disk before anything is done, so that it is undone also when the process dies. */
export class Ledger extends LedgerFile {
  readonly #stamp: Stamp;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(results: string, stamp: Stamp, file?: string) {
    super(results, file);
    this.#stamp = stamp;
  }

  /** When the run began, Unix ms. */
  get began(): number {
    return this.#stamp.began;
  }

  /** The item with where and when. Throws a `ZodError` for what is not as the pack makes it. */
  stamped<N extends Noted>(noted: N): LeftoverOf<N['kind']> {
    const { began, server } = this.#stamp;
    const place = { origin: server.url.origin, ...(server.reached ? { reached: server.reached } : {}) };
    return leftover.parse({ ...noted, server: place, began: new Date(began).toISOString() }) as LeftoverOf<
      N['kind']
    >;
  }

  /** Puts an item down; one with the same mark or unit is replaced. */
  put(noted: Noted): void {
    const left = this.stamped(noted);
    this.write([...this.read().filter((each) => nameOf(each) !== nameOf(left)), left]);
  }

  /** Makes something by one request: it stands in the list from before, as unanswered until the server has spoken. */
  async making<T>(made: Made, request: () => Promise<T>): Promise<T> {
    this.put({ ...made, unanswered: true });
    const asked = request();
    const settled = asked.then(
      () => this.put(made),
      (error: unknown) => {
        if (error instanceof ServerRefused || error instanceof NotSent) this.put(made);
      },
    );
    this.#underWay.add(settled);
    await settled.finally(() => this.#underWay.delete(settled));
    return asked;
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

  /** As `undo`, for the test errors that carry this mark, unless a ticket that is still listed is known by them. */
  undoErrors(mark: string | undefined, undo: (left: LeftoverOf<'errors'>) => Promise<void>): Promise<void> {
    const isOurs = (item: Leftover): item is LeftoverOf<'errors'> =>
      item.kind === 'errors' && item.mark === mark && !ticketKnownBy(item, this.read());
    return this.undo(isOurs, undo);
  }
}

/** File of a run in the browser, which goes on beside one without, each in a process of its own. */
export const browserLedger = 'left-to-undo-by-browser.json';

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
