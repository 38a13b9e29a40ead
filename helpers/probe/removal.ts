import type { WritableServer } from '../coronerd/server.ts';
import { markAttribute } from '../payloads/probe-report.ts';
import { poll } from '../poll.ts';
import { Unanswered } from '../unanswered.ts';

/**
 * Deletes every error of a project that carries the mark, data and index. Submissions may still be on their way: it
 * goes on until as many as were sent are gone, for at most `seconds`.
 * @throws Unanswered when some are still listed then
 */
export async function removeMarked(
  server: WritableServer,
  { universe, name, mark, sent }: { universe: string; name: string; mark: string; sent: number },
  seconds: number,
): Promise<void> {
  const project = { universe, name };
  const find = async () => (await server.select(project, markedRequest(mark))).map(({ id }) => id);
  const deleted = new Set<number>();
  const sweep = async () => {
    const ids = await find();
    if (ids.length > 0) await server.deleteObjects(project, ids);
    for (const id of ids) deleted.add(id);
    return ids.length === 0 && deleted.size >= sent ? true : undefined;
  };
  await poll(sweep, { within: seconds * 1000, every: 100 });
  const left = await find();
  if (left.length === 0) return;
  throw new Unanswered(
    `${left.length} test errors of ${universe}/${name} are still listed after they were deleted`,
    {
      asked: 'POST /api/delete',
      where: server.url.origin,
      next: `delete the errors whose ${markAttribute} contains ${mark} by hand`,
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
