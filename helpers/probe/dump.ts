import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import { minidump } from '../payloads/minidump.ts';
import type { ProbeProgram } from '../payloads/probe-program.ts';
import { markAttribute } from '../payloads/probe-report.ts';
import { awaitMarked } from './marked-errors.ts';
import type { Sender, Sent } from './sender.ts';

/** A minidump that was submitted, and the object that it became. */
export interface SubmittedDump extends Sent {
  mark: string;
  id?: number;
}

/** How dumps are submitted, and for how long they are looked for. */
export interface DumpPlace {
  server: WritableServer;
  project: ProjectName;
  sender: Sender;
  /** Submission token; without it the session's. */
  token?: string;
  /** Seconds within which a dump is processed. */
  within: number;
}

/** Submits a minidump of the program on the console, and finds its error; `name` tells it from the run's others. */
export async function submitDump(
  { server, project, sender, token, within: seconds }: DumpPlace,
  name: string,
  program: ProbeProgram,
): Promise<SubmittedDump> {
  const mark = `${sender.mark}-${name}`;
  const [console] = await server.submissionListeners();
  if (!console) return { mark };
  const dump = minidump(program, { timestamp: Math.floor(Date.now() / 1000) });
  const sent = await sender.send(console, mark, dump, {
    format: 'minidump',
    attributes: { [markAttribute]: mark },
    ...(token ? { token } : {}),
  });
  if (!sent.accepted) return { mark, ...sent };
  const id = (await awaitMarked(server, project, mark, { seconds }))?.id;
  return { mark, ...sent, ...(id === undefined ? {} : { id }) };
}
