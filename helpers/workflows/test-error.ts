import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import { probeReport } from '../payloads/probe-report.ts';
import { awaitMarked } from '../probe/marked-errors.ts';
import { type Sender, sentError } from '../probe/sender.ts';
import { Unanswered } from '../unanswered.ts';
import type { SentError } from '../undo/leftover.ts';
import type { OwnError, Owned } from '../undo/owned.ts';

/** A test error that the server has stored. */
export interface TestError {
  mark: string;
  /** The stored error, proved to be the run's. */
  error: Owned<OwnError>;
  /** What was sent, as the ledger knows it. */
  sent: SentError;
  /** Of a group that nothing else is in. */
  fingerprint: string;
}

/**
 * Submits an error whose innermost function nobody else has, so that it founds a group of its own: it fires alerts on
 * new groups too, and a ticket for it touches no other error.
 * @throws ServerRefused or Unanswered when it is not accepted, Unanswered when it does not appear within `seconds`, or
 * what appears is something else
 */
export async function submitTestError(
  {
    server,
    project,
    sender,
    token,
    seconds,
  }: {
    server: WritableServer;
    project: ProjectName;
    sender: Sender;
    token?: string;
    seconds: number;
  },
  place: number,
): Promise<TestError> {
  const mark = `${sender.mark}-${place}`;
  const { report } = probeReport({ mark });
  const unique = `probe::${mark.replaceAll('-', '_')}`;
  for (const thread of Object.values(report.threads)) {
    thread.stack = [{ funcName: unique, library: 'migration/probe.cc', line: 1, column: 1 }, ...thread.stack];
  }
  const [console] = await server.submissionListeners();
  if (!console) throw new TypeError('a server always has its console as a submission listener');
  const { refused, silent } = await sender.send(console, mark, report, token ? { token } : {});
  if (refused ?? silent) throw refused ?? silent;
  const row = await awaitMarked(server, project, mark, { seconds, select: ['_tx', 'fingerprint'] });
  const fingerprint = row?.values.fingerprint;
  if (row && typeof fingerprint === 'string')
    return { mark, error: await sender.own(row.id), sent: sentError(mark, report), fingerprint };
  throw new Unanswered(`the test error marked ${mark} did not appear within ${seconds} s`, {
    asked: 'POST /api/query (by the mark)',
    where: server.url.origin,
    next: 'see submission.ids',
  });
}
