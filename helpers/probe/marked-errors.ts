import type { ObjectRow } from '../coronerd/run-length.ts';
import type { ProjectName, ReadableServer, WritableServer } from '../coronerd/server.ts';
import { markAttribute } from '../payloads/probe-report.ts';
import { poll } from '../poll.ts';
import { Unanswered } from '../unanswered.ts';
import type { LeftoverOf } from '../undo/leftover.ts';
import { isNotOurs, type Judged, not, type OwnError, type Owned, proven } from '../undo/owned.ts';
import { ownError } from '../undo/ownership/errors.ts';
import { byHand } from '../undo/wording.ts';

/** The errors of a project that carry exactly this mark, with what is selected of them. */
export function errorsMarked(
  server: ReadableServer,
  project: ProjectName,
  mark: string,
  select: string[] = ['_tx'],
): Promise<ObjectRow[]> {
  const filter = { [markAttribute]: [['equal', mark] as [string, string]] };
  return server.select(project, { filter, select, limit: 100 });
}

/** The error that carries the mark, as soon as it is found; undefined when it is not within `seconds`. */
export function awaitMarked(
  server: ReadableServer,
  project: ProjectName,
  mark: string,
  { seconds, select }: { seconds: number; select?: string[] },
): Promise<ObjectRow | undefined> {
  const find = async () => (await errorsMarked(server, project, mark, select))[0];
  return poll(find, { within: seconds * 1000, every: 100 });
}

/** The query for all errors of a run, newest first: their marks begin with the run's. */
export function markedRequest(mark: string) {
  return {
    filter: { [markAttribute]: [['contains', mark] as [string, string]] },
    select: ['_tx', markAttribute],
    order: [{ name: '_tx', ordering: 'descending' as const }],
    limit: 100,
  };
}

/**
 * Deletes the errors of a run, data and index. Each is read by its id before, and left alone unless it is what the run
 * submitted; never are there more of them than were sent. Submissions may still be on their way: it goes on until as
 * many are gone, for at most `seconds`.
 * @throws Unanswered when some are still listed then, or something else was named that was left alone
 */
export async function removeMarked(
  server: WritableServer,
  left: LeftoverOf<'errors'>,
  seconds: number,
): Promise<void> {
  const removal = new Removal(server, left);
  const sweep = async () => ((await removal.sweep()) ? true : undefined);
  await poll(sweep, { within: seconds * 1000, every: 100 });
  const findings = await removal.findings();
  if (findings.length === 0) return;
  const where = server.url.origin;
  throw new Unanswered(findings.join('; '), { asked: 'POST /api/delete', where, next: byHand(left) });
}

class Removal {
  readonly #server: WritableServer;
  readonly #left: LeftoverOf<'errors'>;
  readonly #judged = new Map<number, Judged<OwnError>>();
  readonly #deleted = new Set<number>();

  constructor(server: WritableServer, left: LeftoverOf<'errors'>) {
    this.#server = server;
    this.#left = left;
  }

  /** Deletes what is listed and ours; gives whether nothing is listed any more, and as many as were not refused are gone. */
  async sweep(): Promise<boolean> {
    const listed = await this.#ours();
    const known = listed.filter((error) => this.#deleted.has(proven(error).id));
    const fresh = listed.filter((error) => !this.#deleted.has(proven(error).id));
    const doomed = [...known, ...fresh.slice(0, Math.max(0, this.#left.sent.length - this.#deleted.size))];
    for (const error of doomed) this.#deleted.add(proven(error).id);
    if (doomed.length > 0) await this.#server.deleteErrors(doomed);
    const expected = this.#left.sent.filter(({ refused }) => !refused);
    return listed.length === 0 && this.#deleted.size >= expected.length;
  }

  /** What is still listed, and what was named and left alone; a sentence each. */
  async findings(): Promise<string[]> {
    const { universe, name, sent } = this.#left;
    const place = `${universe}/${name}`;
    const still = await this.#ours();
    const gone = still.filter((error) => this.#deleted.has(proven(error).id)).length;
    const more = still.length - gone;
    const alone = [...this.#judged].flatMap(([id, judged]) =>
      isNotOurs(judged) ? [`${id} (${judged.why})`] : [],
    );
    return [
      ...(gone > 0 ? [`${gone} test errors of ${place} are still listed after they were deleted`] : []),
      ...(more > 0
        ? [`${more} more errors of ${place} than the ${sent.length} that were sent were left alone`]
        : []),
      ...(alone.length > 0
        ? [
            `the server named ${alone.length} errors of ${place} that are not this run's; they were left alone: ${alone.slice(0, 5).join(', ')}${alone.length > 5 ? ', …' : ''}`,
          ]
        : []),
    ];
  }

  /** Errors that are listed under the run's marks and were proved to be its own. */
  async #ours(): Promise<Owned<OwnError>[]> {
    const rows = await this.#server.select(this.#left, markedRequest(this.#left.mark));
    for (const row of rows) if (this.#isOpen(row.id)) this.#judged.set(row.id, await this.#judge(row));
    return rows.flatMap(({ id }) => {
      const judged = this.#judged.get(id);
      return judged === undefined || isNotOurs(judged) ? [] : [judged];
    });
  }

  /** Whether nothing is known of an error yet. */
  #isOpen(id: number): boolean {
    const judged = this.#judged.get(id);
    return judged === undefined || (isNotOurs(judged) && judged.unread === true);
  }

  /** A row that does not claim a mark of the run is not even read. */
  async #judge({ id, values }: ObjectRow): Promise<Judged<OwnError>> {
    const { sent, began, universe, name } = this.#left;
    if (!sent.some(({ mark }) => mark === values[markAttribute]))
      return not('it does not carry a mark of this run');
    return ownError(this.#server, { universe, name }, id, { sent, began: Date.parse(began) });
  }
}
