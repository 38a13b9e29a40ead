import type { ObjectRow } from '../coronerd/run-length.ts';
import type { ProjectName, ReadableServer } from '../coronerd/server.ts';
import { markAttribute } from '../payloads/probe-report.ts';
import { poll } from '../poll.ts';

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
