import type { WritableServer } from '../coronerd/server.ts';
import { markAttribute } from '../payloads/probe-report.ts';
import { poll } from '../poll.ts';
import { Unanswered } from '../unanswered.ts';

/**
 * Deletes every error of a project that carries the mark, data and index. Submissions may still be on their way:
 * it waits up to `seconds` for as many as were sent, and deletes what is there by then.
 * @throws Unanswered when some are still listed after they were deleted
 */
export async function removeMarked(
  server: WritableServer,
  { universe, name, mark, sent }: { universe: string; name: string; mark: string; sent: number },
  seconds: number,
): Promise<void> {
  const project = { universe, name };
  const find = async () => (await server.select(project, markedRequest(mark))).map(({ id }) => id);
  const within = Math.min(seconds, 5) * 1000;
  await poll(async () => ((await find()).length >= sent ? true : undefined), { within, every: 100 });
  const ids = await find();
  if (ids.length === 0) return;
  await server.deleteObjects(project, ids);
  const gone = await poll(async () => ((await find()).length === 0 ? true : undefined), {
    within: 10_000,
    every: 100,
  });
  if (gone) return;
  throw new Unanswered(
    `${(await find()).length} test errors of ${universe}/${name} are still listed after they were deleted`,
    {
      asked: 'POST /api/delete',
      where: server.url.origin,
      next: `delete the errors whose ${markAttribute} is ${mark} by hand`,
    },
  );
}

/** The query for all errors of a run: their marks begin with the run's. */
export function markedRequest(mark: string) {
  return {
    filter: { [markAttribute]: [['contains', mark] as [string, string]] },
    select: ['_tx'],
    limit: 100,
  };
}
