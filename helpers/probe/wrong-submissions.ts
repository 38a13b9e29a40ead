import type { SubmissionListener } from '../coronerd/submission.ts';
import { malformedReports } from '../payloads/malformed-reports.ts';
import { markAttribute, probeReport } from '../payloads/probe-report.ts';
import type { Sender, Sent } from './sender.ts';

/** Something that the server has to refuse, and what became of it. */
export interface WrongSubmission extends Sent {
  what: string;
  /** An error that is stored from it can be found by this. */
  mark: string;
}

/** Sends what must be refused: reports that are none, and a good one with a wrong token. */
export async function submitWrongly(
  sender: Sender,
  to: SubmissionListener,
  token: string | undefined,
): Promise<WrongSubmission[]> {
  const results: WrongSubmission[] = [];
  for (const { flaw, body } of malformedReports({ mark: `${sender.mark}-malformed` })) {
    const mark = `${sender.mark}-malformed`;
    // The mark goes into the URL too, so that whatever is stored of it can be found and removed.
    const options = { attributes: { [markAttribute]: mark }, ...(token ? { token } : {}) };
    results.push({
      what: `malformed error (${flaw})`,
      mark,
      ...(await sender.send(to, mark, body, options)),
    });
  }
  const mark = `${sender.mark}-wrong-token`;
  const { report } = probeReport({ mark });
  const wrong = { token: '0'.repeat(64) };
  results.push({ what: 'wrong token', mark, ...(await sender.send(to, mark, report, wrong)) });
  return results;
}
