import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectName } from '../coronerd/server.ts';
import type { SymbolArchive, SymbolFile } from '../coronerd/symbols.ts';
import { probeProgram } from '../payloads/probe-program.ts';
import { symbolArchive } from '../payloads/symbol-archive.ts';
import { poll } from '../poll.ts';
import { type DumpPlace, type SubmittedDump, submitDump } from './dump.ts';
import { Legs } from './legs.ts';
import { reloadState } from './reload-state.ts';
import type { Sent } from './sender.ts';
import { lacksSymbols, type StoredFrames, storedFrames } from './stored-frames.ts';

/** Tag of the symbols that the probe uploads; they stay, since no request deletes symbols. */
export const symbolTag = 'migration-probe';

/** What the server lists of the archive that was uploaded. */
export interface ListedSymbols {
  symbol?: SymbolFile;
  archive?: SymbolArchive;
}

/** What became of the request for reprocessing. */
export interface Reprocessed {
  request?: number | string;
  refused?: ServerRefused;
  /** The object has changed, or the server says that the request is over. */
  finished: boolean;
  /** The last state that was seen, for a reader. */
  seen: string;
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
      return sender.sendSymbols(console, await symbolArchive(this.program), symbolTag);
    });
  }

  /** The symbol file and its archive as the server lists them, at the latest when the bound is over. */
  listed(): Promise<ListedSymbols> {
    return this.#legs.once('listed', async () => {
      if (!(await this.upload()).accepted) return {};
      let last: ListedSymbols = {};
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
      try {
        const { id: request } = await this.#given.server.reprocess(this.project, [id]);
        return { request, ...(await this.#untilOver(id, request)) };
      } catch (refused) {
        if (!(refused instanceof ServerRefused)) throw refused;
        return { refused, finished: false, seen: refused.message };
      }
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

  /** Submits a minidump of the program that needs this symbol, and finds its error. */
  dumpLacking({ debugFile, debugId }: { debugFile: string; debugId: string }): Promise<SubmittedDump> {
    return submitDump(this.#given, 'known-good', probeProgram({ debugFile, debugId }));
  }

  async #frames({ id }: SubmittedDump): Promise<StoredFrames | undefined> {
    return id === undefined ? undefined : storedFrames(this.#given.server, this.project, id);
  }

  async #listed(): Promise<ListedSymbols> {
    const { server } = this.#given;
    const { debugFile, debugId } = this.program;
    const symbols = await server.symbols(this.project, [symbolTag]);
    const symbol = symbols.find(
      (each) => each.debug_file === debugFile && each.debug_identifier.toUpperCase() === debugId,
    );
    const archives = (await server.archives(this.project)).filter(({ tag }) => tag === symbolTag);
    const newest = archives.sort((one, other) => Number(other.upload_time) - Number(one.upload_time))[0];
    const archive = archives.find((each) => each.archive_id === symbol?.archive_id) ?? newest;
    return { ...(symbol ? { symbol } : {}), ...(archive ? { archive } : {}) };
  }

  async #untilOver(id: number, request: number | string): Promise<Pick<Reprocessed, 'finished' | 'seen'>> {
    let seen = '';
    const ask = async () => {
      const frames = await storedFrames(this.#given.server, this.project, id);
      if (!lacksSymbols(frames) && frames.frames.some((frame) => frame.function !== null)) {
        seen = 'the error has function names';
        return true;
      }
      const state = reloadState(await this.#given.server.reloadStatus(), request);
      seen = state
        ? `request ${request} is "${state.word}"`
        : `the server tells nothing of request ${request}`;
      return state?.over || undefined;
    };
    const finished = (await poll(ask, this.#patience())) ?? false;
    return { finished, seen };
  }

  #patience() {
    return { within: this.#given.within * 1000, every: 200 };
  }
}

function isInError(archive: SymbolArchive | undefined): boolean {
  return (archive?.errors?.length ?? 0) > 0 || /err|fail|invalid/i.test(archive?.status ?? '');
}
