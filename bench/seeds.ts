import { verify } from '../lab/proof/verify.ts';
import { defaultPair } from '../lab/state/default-pair.ts';

/** Verifies clean pairs of so many seeds, two at a time; prints how many had a red or skipped step. */
export async function seeds(count: number): Promise<boolean> {
  const begin = performance.now();
  const waiting = Array.from({ length: count }, (_, index) => 1_000 + index);
  const spoilt: string[] = [];
  const worker = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const { outcomes, problems } = await verify(defaultPair({ seed }));
      const bad = outcomes
        .filter(({ status }) => status !== 'passed')
        .map(({ step, findings }) => `${step.id}: ${findings[0] ?? ''}`);
      if (outcomes.length === 0) bad.push('no outcome at all');
      for (const what of [...bad, ...problems]) spoilt.push(`seed ${seed}: ${what}`);
    }
  };
  await Promise.all([worker(), worker()]);
  const seconds = (performance.now() - begin) / 1000;
  console.log(
    `${count} seeds of the clean pair: ${spoilt.length} red or skipped steps, ${seconds.toFixed(0)} s`,
  );
  for (const line of spoilt) console.log(`  ${line}`);
  return spoilt.length === 0;
}
