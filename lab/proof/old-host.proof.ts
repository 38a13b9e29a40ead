import { expect, it } from 'vitest';
import { present } from '../faults/fault.ts';
import { faults } from '../faults/index.ts';
import { defaultPair } from '../state/default-pair.ts';
import { verify as verifyAll } from './verify.ts';

const timeout = 60_000;
const step = 'beyond.old-host-references';

/** The new server with these faults, verified for the old host's names alone. */
async function verified(names: string[], withHost = true) {
  const pair = defaultPair({ seed: 1 });
  const broken = names.reduce((state, name) => present(faults[name], name).apply(state), pair.new);
  const wanted = ([name]: [string, unknown]) => withHost || !name.startsWith('NEW_SSH');
  const run = await verifyAll(
    { ...pair, new: broken },
    (given) => ({ ...Object.fromEntries(Object.entries(given).filter(wanted)), ALLOW: '' }),
    undefined,
    ['old-host.spec'],
  );
  return present(run.of(step), step);
}

it('is failed by what names the old host, and notes what could not be looked at', { timeout }, async () => {
  const outcome = await verified(['coroner-cf-old-address', 'nginx-conf-damaged']);
  expect(outcome.status).toBe('failed');
  expect(outcome.findings.join('\n')).toMatch(/coroner\.cf, line \d+ names the old host: 10\.20\.0\.8/);
  expect(outcome.notes.join('\n')).toMatch(
    /could not be found out: .*backtrace\.conf could not be read: Input\/output error/,
  );
});

it('is not passed without the host', { timeout }, async () => {
  const outcome = await verified([], false);
  expect(outcome.skip).toMatchObject({
    kind: 'not configured',
    reason: expect.stringMatching(/configuration files were not looked at: NEW_SSH is not set/),
  });
});

it('is failed by a row also without the host', { timeout }, async () => {
  const outcome = await verified(['row-names-old-host'], false);
  expect(outcome.status).toBe('failed');
  expect(outcome.notes.join('\n')).toMatch(/NEW_SSH is not set/);
});
