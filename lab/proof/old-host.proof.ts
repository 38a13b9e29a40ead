import { expect, it } from 'vitest';
import { switchNames } from '../faults/dns.ts';
import { changed, present } from '../faults/fault.ts';
import { faults } from '../faults/index.ts';
import { defaultPair } from '../state/default-pair.ts';
import { rowsOf } from '../state/row.ts';
import type { PairState } from '../state/types.ts';
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

/** After the switch, at which the old server's name was moved to the new one, too, whose configuration keeps it. */
function movedName(): PairState {
  const pair = defaultPair({ seed: 1 });
  const old = changed(({ dns }) => {
    for (const record of dns?.records ?? []) record.value = record.type === 'A' ? '10.20.0.9' : 'fd20::9';
  })(pair.old);
  const fresh = changed((state) => {
    switchNames(state);
    const console = rowsOf(state, 'listener').find(({ type }) => type === 'http/console');
    present(console, 'row of the console').dns_name = pair.old.hostname;
    const file = present(state.host.files['/etc/coronerd/coroner.cf'], 'coroner.cf');
    file.content = present(file.content, 'content').replaceAll(pair.new.hostname, pair.old.hostname);
  })(pair.new);
  return { old, new: fresh };
}

it.each([
  ['with OLD_ADDRESS', (given: Record<string, string>) => given],
  [
    'without OLD_ADDRESS',
    ({ OLD_ADDRESS, ...given }: Record<string, string>) => ({
      ...given,
      OLD_URL: `https://${OLD_ADDRESS}:${new URL(given.OLD_URL ?? '').port}`,
    }),
  ],
])(
  '%s, a name of the old server that was moved to the new one is none of the old host',
  { timeout },
  async (_what, change) => {
    const run = await verifyAll(movedName(), (given) => ({ ...change(given), ALLOW: '' }), undefined, [
      'old-host.spec',
      'network.spec',
      'services.spec',
    ]);
    expect(run.of(step)?.status, run.of(step)?.findings.join()).toBe('passed');
    expect(run.of('network.dns')?.status, run.of('network.dns')?.findings.join()).toBe('passed');
    expect(run.red).toEqual([]);
  },
);

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
