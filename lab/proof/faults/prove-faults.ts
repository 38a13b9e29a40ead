import { describe, expect, it } from 'vitest';
import { type Fault, present } from '../../faults/fault.ts';
import type { PairState } from '../../state/types.ts';
import type { Verification } from '../verify.ts';
import { redOf, together } from './together.ts';

/**
 * One test a fault: it turns exactly the steps red that it declares, each with the outcome and the words that it
 * declares, and what the run made is gone afterwards. Faults without a common step share a verification; where that one
 * shows anything else than was declared, or FAULTS_ALONE is set, the fault is verified by itself. Files that run side by
 * side prove a part of the groups each.
 */
export function proveFaults(
  faults: Record<string, Fault>,
  pair: PairState,
  verify: (pair: PairState) => Promise<Verification>,
  { part, of }: { part: number; of: number } = { part: 1, of: 1 },
): void {
  const verifyWith = async (broken: Fault[]) =>
    verify({ ...pair, new: broken.reduce((state, { apply }) => apply(state), pair.new) });

  const groups = together(faults).filter((_, place) => place % of === part - 1);
  const sharing = process.env.FAULTS_ALONE ? [] : groups.filter(({ length }) => length > 1);
  const shared = new Map<string, () => Promise<boolean>>();
  for (const names of sharing) {
    const members = names.map((name) => present(faults[name], `fault ${name}`));
    const proved = once(() => verifyWith(members).then((run) => !fails(() => expectRed(run, members))));
    for (const name of names) shared.set(name, () => proved().catch(() => false));
  }

  const ofPart = Object.entries(faults).filter(([name]) => groups.some((names) => names.includes(name)));
  describe.each(ofPart)('%s', (name, fault) => {
    it(`turns ${fault.red.join(', ')} red: ${fault.description}`, { timeout: 240_000 }, async () => {
      if (await shared.get(name)?.()) return;
      expectRed(await verifyWith([fault]), [fault]);
    });
  });
}

/** Throws unless exactly the declared steps are red, for the declared reasons, and nothing of the run is left. */
function expectRed(run: Verification, faults: Fault[]): void {
  const leaves = faults.flatMap((fault) => fault.leaves ?? []);
  const unexpected = run.problems.filter((problem) => !leaves.some((said) => said.test(problem)));
  expect([unexpected, run.problems.length]).toEqual([[], leaves.length]);
  expect(run.red).toEqual(faults.flatMap(redOf).sort());
  for (const fault of faults) {
    for (const id of fault.red) {
      expect(run.of(id)?.status, id).toBe(fault.outcome ?? 'failed');
      const said = run.of(id)?.findings.join('\n') ?? '';
      expect(said, `${id} must say ${fault.says}`).toSatisfy((text: string) => fault.says.test(text));
    }
  }
  const startable = Object.entries(run.after.new.host.units).filter(
    ([, { active, trouble }]) => active === 'active' && trouble !== 'start-fails',
  );
  expect(run.activeUnits, 'units that ran before the run').toEqual(
    expect.arrayContaining(startable.map(([key]) => key)),
  );
  const failed = run.outcomes.some(({ status }) => status === 'failed');
  expect(run.exitCode).toBe(failed ? 1 : 3);
  const left = JSON.stringify([run.after.new.errors, run.after.new.configuration]);
  expect(left.includes('migration-probe-'), 'something that the run made is left on the new server').toBe(
    false,
  );
}

function fails(judge: () => void): boolean {
  try {
    judge();
    return false;
  } catch {
    return true;
  }
}

function once<T>(start: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return () => {
    begun ??= start();
    return begun;
  };
}
