import { verify } from '../lab/proof/verify.ts';
import { defaultPair } from '../lab/state/default-pair.ts';

/** Steps that wait for time to pass, or for a mail, a notification, a download, a process to come. */
const waiting = new Set([
  'startup.stays-running',
  'startup.restart',
  'symbold.download',
  'submission.flow',
  'reports.send',
  'workflows.fire',
  'workflows.ticket',
]);

/** Times `vitest run` of server and data against the clean default pair, with next to no time between the two looks. */
export async function steps(): Promise<boolean> {
  const run = await verify(defaultPair({ seed: 1 }), (given) => ({ ...given, OBSERVE_SECONDS: '0.01' }));
  const secondsOf = (waits: boolean) =>
    run.outcomes
      .filter(({ step }) => waiting.has(step.id) === waits)
      .reduce((sum, { seconds }) => sum + seconds, 0)
      .toFixed(1);
  console.log(
    `${run.outcomes.length} steps of server and data, ${run.red.length} red: ${run.seconds.toFixed(1)} s wall, Vitest's start included; ` +
      `the steps ${secondsOf(false)} s, and ${secondsOf(true)} s those that wait for something`,
  );
  return run.red.length === 0;
}
