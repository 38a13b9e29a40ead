import type { BpgRow } from '../coronerd/bpg.ts';
import { numeric } from '../coronerd/documents.ts';
import type { ProjectRef, WritableServer } from '../coronerd/server.ts';
import { Unanswered } from '../unanswered.ts';
import type { Ledger } from '../undo/ledger.ts';
import type { LeftoverOf } from '../undo/leftover.ts';
import { isNotOurs, type Judged, type Owned, type OwnReport, provenAmong } from '../undo/owned.ts';
import { ownReport, reportRow } from '../undo/ownership/rows.ts';
import { removeMade } from '../undo/remove-made.ts';
import { byHand, nameOf } from '../undo/wording.ts';

export type ReportLeftover = LeftoverOf<'report'>;

interface Given {
  project: ProjectRef;
  /** The mark of the run: no other report has this title. */
  title: string;
  /** The only address that it would ever be mailed to. */
  recipient: string;
  ledger: Ledger;
}

/** What tells a report of the run from all others. */
interface Known {
  project: Pick<ProjectRef, 'pid'>;
  recipient: string;
}

/**
 * Sets up a scheduled report in a project (contract §6.4), to be sent at once and removed again. Its schedule is three
 * days away and its list has one recipient, so that nobody else is mailed whatever happens to the run.
 */
export async function createReport(server: WritableServer, given: Given): Promise<Owned<OwnReport>> {
  const { project, title, recipient, ledger } = given;
  if (project.pid === null || recipient === '')
    throw new RangeError('a report needs a project and a recipient');
  const login = await server.login();
  const { universe, name, pid } = project;
  const made = { kind: 'report', universe, name, title, after: await largestId(server) } as const;
  const object = reportOf({ pid, title, recipient, owner: login.uid ?? 0 });
  await ledger.making(made, () => server.createRow('report', object));
  const [created] = await judgedReports(server, ledger.stamped(made), given);
  if (created && !isNotOurs(created)) return created;
  const found = created ? `, and what it lists under that title is not the run's: ${created.why}` : '';
  throw new Unanswered(
    `${server.url.origin} accepted a report for ${universe}/${name}, but does not list it${found}`,
    {
      asked: 'POST /api/bpg (create report)',
      where: server.url.origin,
      next: `look for a report titled ${title} in the project, and delete it by hand`,
    },
  );
}

/**
 * Deletes the report of that title, if it is there and the run's; one that was not answered is looked for during at most
 * `seconds`. Throws `ServerRefused` and `Unanswered`, that too for one that is not the run's: it is left alone.
 */
export function removeReport(
  server: WritableServer,
  left: ReportLeftover,
  known: Known,
  seconds: number,
): Promise<void> {
  return removeMade(left, () => removeTitled(server, left, known), { seconds });
}

async function removeTitled(server: WritableServer, left: ReportLeftover, known: Known): Promise<number> {
  const judged = await judgedReports(server, left, known);
  const ours = provenAmong(judged);
  const strangers = judged.filter(isNotOurs).map(({ why }) => why);
  // Only one was made: of several that look like it, none is.
  if (strangers.length > 0 || ours.length > 1) {
    const why = strangers.join(', ') || `there are ${ours.length} of them`;
    throw stillThere(server, left, `is not proved to be this run's (${why}): it was left alone`);
  }
  for (const report of ours) await server.deleteRow(reportRow(report));
  if (ours.length === 0 || (await judgedReports(server, left, known)).length === 0) return ours.length;
  throw stillThere(server, left, 'is still listed after it was deleted');
}

function stillThere(server: WritableServer, left: ReportLeftover, what: string): Unanswered {
  return new Unanswered(`${nameOf(left)} ${what}`, {
    asked: 'POST /api/bpg (delete report)',
    where: server.url.origin,
    next: byHand(left),
  });
}

async function reportRows(server: WritableServer): Promise<BpgRow[]> {
  const { report = [] } = await server.rows(['report']);
  return report;
}

/** What the rows of that title were judged to be. */
async function judgedReports(
  server: WritableServer,
  left: ReportLeftover,
  { project, recipient }: Known,
): Promise<Judged<OwnReport>[]> {
  const { uid } = await server.login();
  const rows = (await reportRows(server)).filter(({ title }) => title === left.title);
  return rows.map((row) => ownReport(row, left, { pid: project.pid, recipient, uid }));
}

/** Ids count up: whatever has a larger one was made later. */
async function largestId(server: WritableServer): Promise<number> {
  const ids = (await reportRows(server)).map(({ id }) => numeric.safeParse(id).data ?? 0);
  return Math.max(0, ...ids);
}

function reportOf({
  pid,
  title,
  recipient,
  owner,
}: {
  pid: number;
  title: string;
  recipient: string;
  owner: number;
}): BpgRow {
  return {
    id: 0,
    project: pid,
    owner,
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
}
