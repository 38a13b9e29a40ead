import { z } from 'zod';
import { numeric } from '../coronerd/documents.ts';
import type { ProjectRef, WritableServer } from '../coronerd/server.ts';
import { Unanswered } from '../unanswered.ts';
import type { Ledger, Leftover } from './ledger.ts';
import { removeMade } from './remove-made.ts';

export type ReportLeftover = Extract<Leftover, { kind: 'report' }>;

const row = z.looseObject({ id: numeric, project: numeric, title: z.string() });

interface Given {
  project: ProjectRef;
  /** The mark of the run: no other report has this title. */
  title: string;
  /** The only address that it would ever be mailed to. */
  recipient: string;
  ledger: Ledger;
}

/**
 * Sets up a scheduled report in a project (contract §6.4), to be sent at once and removed again; gives its id. Its
 * schedule is three days away and its list has one recipient, so that nobody else is mailed whatever happens to the run.
 */
export async function createReport(server: WritableServer, given: Given): Promise<number> {
  const { project, title, recipient, ledger } = given;
  if (project.pid === null || recipient === '')
    throw new RangeError('a report needs a project and a recipient');
  const login = await server.login();
  const { universe, name } = project;
  const object = {
    id: 0,
    project: project.pid,
    owner: login.uid ?? 0,
    title,
    rcpt: recipient,
    period: 'week',
    day: ((new Date().getUTCDay() + 2) % 7) + 1,
    hour: new Date().getUTCHours(),
    timezone: 'UTC',
    include_users: 0,
    widgets: JSON.stringify({
      top: [{ attributes: ['hostname'] }],
      feed: { limit: 5 },
      filter: [{ timestamp: [['at-least', '1.']] }],
    }),
  };
  await ledger.making({ server: server.url.origin, kind: 'report', universe, name, title }, () =>
    server.bpgWrite([{ action: 'create', type: 'report', object }]),
  );
  const [created] = await reportsTitled(server, title);
  if (created) return created.id;
  throw new Unanswered(
    `${server.url.origin} accepted a report for ${project.universe}/${project.name}, but does not list it`,
    {
      asked: 'POST /api/bpg (create report)',
      where: server.url.origin,
      next: `look for a report titled ${title} in the project, and delete it by hand`,
    },
  );
}

/**
 * Deletes the report of that title, if it is there; one that was not answered is looked for during at most `seconds`.
 * Throws `ServerRefused` and `Unanswered`.
 */
export function removeReport(server: WritableServer, left: ReportLeftover, seconds: number): Promise<void> {
  return removeMade(left, () => removeTitled(server, left), { seconds });
}

async function removeTitled(server: WritableServer, { title }: ReportLeftover): Promise<number> {
  const rows = await reportsTitled(server, title);
  if (rows.length === 0) return 0;
  await server.bpgWrite(
    rows.map(({ id }) => ({ action: 'delete', type: 'report', key: { id }, cascade: true })),
  );
  const left = await reportsTitled(server, title);
  if (left.length === 0) return rows.length;
  throw new Unanswered(`the report ${title} is still listed after it was deleted`, {
    asked: 'POST /api/bpg (delete report)',
    where: server.url.origin,
    next: `delete the report titled ${title} by hand`,
  });
}

async function reportsTitled(server: WritableServer, title: string): Promise<z.output<typeof row>[]> {
  const { report = [] } = await server.rows(['report']);
  return report.flatMap((each) => {
    const read = row.safeParse(each);
    return read.success && read.data.title === title ? [read.data] : [];
  });
}
