import { verify } from '../lab/proof/verify.ts';
import { defaultPair } from '../lab/state/default-pair.ts';

/** Times `vitest run` of server and data against the clean default pair, without waiting for time to pass. */
export async function steps(): Promise<boolean> {
  const run = await verify(defaultPair({ seed: 1 }), (given) => ({ ...given, OBSERVE_SECONDS: '0.01' }));
  console.log(
    `${run.outcomes.length} steps of server and data, ${run.red.length} red: ${run.seconds.toFixed(1)} s wall, Vitest's start included`,
  );
  return run.red.length === 0;
}
