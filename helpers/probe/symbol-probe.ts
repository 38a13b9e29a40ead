import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectName } from '../coronerd/server.ts';
import type { SymbolArchive, SymbolFile } from '../coronerd/symbols.ts';
import type { SymbolName } from '../payloads/own-symbols.ts';
import { probeProgram } from '../payloads/probe-program.ts';
import { symbolArchive } from '../payloads/symbol-archive.ts';
import { poll } from '../poll.ts';
import { Unanswered } from '../unanswered.ts';
import type { OwnError, Owned } from '../undo/owned.ts';
import { type DumpPlace, type SubmittedDump, submitDump } from './dump.ts';
import { Legs } from './legs.ts';
import { progressOf } from './reload-state.ts';
import type { Sent } from './sender.ts';
import { lacksSymbols, missingAttribute, type StoredFrames, storedFrames } from './stored-frames.ts';

/** Tag of the symbols that the probe uploads; they stay, since no request deletes symbols. */
export const symbolTag = 'migration-probe';

/** What the server lists of the archive that was uploaded. */
export interface ListedSymbols {
  symbol?: SymbolFile;
  archive?: SymbolArchive;
  /** The last state that was seen, for a reader. */
  seen: string;
}

/** What became of the request for reprocessing. */
export interface Reprocessed {
  request?: number | string;
  refused?: ServerRefused;
  /** The object has changed, or the server says that the request is over. */
  finished: boolean;
  /** The last state that was seen, for a reader. */
  seen: string;
  /** Not once was understood what the server says of the progress: that it is not finished proves nothing. */
  untold?: Unanswered;
}

/**
 * A crash of a made-up program, from a raw minidump to function and line: submitted twice, its symbols uploaded, one
 * of the two reprocessed. Each leg is taken once however many steps look at it.
 */
export class SymbolProbe {
  readonly program = probeProgram();
  readonly project: ProjectName;
  readonly #given: DumpPlace;
  readonly #legs = new Legs();
  readonly #earlierArchives = new Set<string>();

  constructor(given: DumpPlace) {
    this.#given = given;
    this.project = given.project;
  }

  /** The dump that is reprocessed, and a second one of the same program that must be left alone. */
  dumps(): Promise<[SubmittedDump, SubmittedDump]> {
    return this.#legs.once('dumps', async () => [
      await submitDump(this.#given, 'minidump', this.program),
      await submitDump(this.#given, 'minidump-bystander', this.program),
    ]);
  }

  /** The frames of the first dump before there were symbols; undefined when it never appeared. */
  before(): Promise<StoredFrames | undefined> {
    return this.#legs.once('before', async () => this.#frames((await this.dumps())[0]));
  }

  /** Uploads the symbol file; both dumps are processed by then, so that their frames are addresses. */
  upload(): Promise<Sent> {
    return this.#legs.once('upload', async () => {
      await this.before();
      const { server, sender } = this.#given;
      const [console] = await server.submissionListeners();
      if (!console) return {};
      // Archives cannot be deleted: those of earlier runs are not this one's.
      for (const { archive_id } of await this.#archives()) this.#earlierArchives.add(archive_id);
      return sender.sendSymbols(console, await symbolArchive(this.program), symbolTag);
    });
  }

  /** The symbol file and its archive as the server lists them, at the latest when the bound is over. */
  listed(): Promise<ListedSymbols> {
    return this.#legs.once('listed', async () => {
      let last: ListedSymbols = { seen: 'the archive was not accepted' };
      if (!(await this.upload()).accepted) return last;
      const ask = async () => {
        last = await this.#listed();
        return last.symbol || isInError(last.archive) ? last : undefined;
      };
      return (await poll(ask, this.#patience())) ?? last;
    });
  }

  /** Has the first dump processed again, and waits until that shows. */
  reprocessed(): Promise<Reprocessed> {
    return this.#legs.once('reprocessed', async () => {
      const [{ id }] = await this.dumps();
      if (id === undefined) return { finished: false, seen: 'there is no error to reprocess' };
      await this.listed();
      const request = await this.#reprocess(id);
      if (request instanceof ServerRefused) {
        return { refused: request, finished: false, seen: request.message };
      }
      return { request, ...(await this.#untilOver(id, request)) };
    });
  }

  /** The frames of the first dump after it was reprocessed. */
  after(): Promise<StoredFrames | undefined> {
    return this.#legs.once('after', async () => {
      await this.reprocessed();
      return this.#frames((await this.dumps())[0]);
    });
  }

  /** The frames of the dump that nobody asked to reprocess, after the other one was. */
  bystander(): Promise<StoredFrames | undefined> {
    return this.#legs.once('bystander', async () => {
      await this.after();
      return this.#frames((await this.dumps())[1]);
    });
  }

  /**
   * Submits a minidump of the program that needs this symbol, and gives its error. Throws `ServerRefused` and
   * `Unanswered`.
   */
  async errorLacking({ debugFile, debugId }: SymbolName): Promise<Owned<OwnError>> {
    const program = probeProgram({ debugFile, debugId });
    const { id, refused, silent } = await submitDump(this.#given, 'known-good', program);
    if (id !== undefined) return this.#given.sender.own(id);
    throw (
      refused ??
      silent ??
      new Unanswered('the minidump that lacks the symbol was accepted, but never found', {
        asked: 'POST /api/query (by the mark)',
        where: this.#given.server.url.origin,
        next: 'see submission.ids, or set SUBMISSION_SECONDS higher',
      })
    );
  }

  async #frames({ id }: SubmittedDump): Promise<StoredFrames | undefined> {
    return id === undefined ? undefined : this.#stored(id);
  }

  async #stored(id: number): Promise<StoredFrames> {
    const { server } = this.#given;
    const indexed = await this.#legs.once('indexed', async () =>
      (await server.describe(this.project)).some(({ name }) => name === missingAttribute),
    );
    return storedFrames(server, this.project, id, { indexed });
  }

  async #archives(): Promise<SymbolArchive[]> {
    const archives = await this.#given.server.archives(this.project);
    return archives.filter(({ tag }) => tag === symbolTag);
  }

  async #reprocess(id: number): Promise<number | string | ServerRefused> {
    try {
      const error = await this.#given.sender.own(id);
      return (await this.#given.server.reprocess(error)).id;
    } catch (error) {
      if (error instanceof ServerRefused) return error;
      throw error;
    }
  }

  async #listed(): Promise<ListedSymbols> {
    const { server } = this.#given;
    const { debugFile, debugId } = this.program;
    const symbols = await server.symbols(this.project, [symbolTag]);
    const symbol = symbols.find(
      (each) => each.debug_file === debugFile && each.debug_identifier.toUpperCase() === debugId,
    );
    const archives = (await this.#archives()).filter(
      ({ archive_id }) => !this.#earlierArchives.has(archive_id),
    );
    const newest = archives.sort((one, other) => Number(other.upload_time) - Number(one.upload_time))[0];
    const archive = archives.find((each) => each.archive_id === symbol?.archive_id) ?? newest;
    const seen = archive ? `an archive of this run is "${archive.status}"` : 'no archive of this run';
    return {
      ...(symbol ? { symbol } : {}),
      ...(archive ? { archive } : {}),
      seen: `last seen: ${seen}, ${symbols.length} symbols of this tag`,
    };
  }

  async #untilOver(id: number, request: number | string): Promise<Omit<Reprocessed, 'request' | 'refused'>> {
    const { server } = this.#given;
    let seen = '';
    let understood = false;
    const ask = async () => {
      const frames = await this.#stored(id);
      if (!lacksSymbols(frames) && frames.frames.some((frame) => frame.function !== null)) {
        seen = 'the error has function names';
        return true;
      }
      const progress = await progressOf(server, request);
      seen = progress.said;
      understood ||= progress.over !== undefined;
      return progress.over || undefined;
    };
    const finished = (await poll(ask, this.#patience())) ?? false;
    if (finished || understood) return { finished, seen };
    const message = `whether request ${request} was carried out could not be found out: the error did not change, and ${seen}`;
    const asked = 'POST /api/control (status)';
    const next = 'look at the error in the console after a while, or set SYMBOL_SECONDS higher';
    return { finished, seen, untold: new Unanswered(message, { asked, where: server.url.origin, next }) };
  }

  #patience() {
    return { within: this.#given.within * 1000, every: 200 };
  }
}

function isInError(archive: SymbolArchive | undefined): boolean {
  return (archive?.errors?.length ?? 0) > 0 || /err|fail|invalid/i.test(archive?.status ?? '');
}
