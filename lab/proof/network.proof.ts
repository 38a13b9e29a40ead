import { describe, expect, it } from 'vitest';
import { changed } from '../faults/fault.ts';
import { listenerOf } from '../faults/listener.ts';
import { switchedDnsFaults } from '../faults/network.ts';
import { defaultPair } from '../state/default-pair.ts';
import type { PairState } from '../state/types.ts';
import { verify as verifyAll } from './verify.ts';

const timeout = 60_000;
const pair = defaultPair({ seed: 1 });

/** The steps of the network alone. */
const verify: typeof verifyAll = (state, change) => verifyAll(state, change, undefined, ['network.spec']);

/** DNS counts as switched without NEW_ADDRESS; the pack then finds the lab, whose names are its own, by its address. */
function switched({ NEW_ADDRESS, ...given }: Record<string, string>): Record<string, string | undefined> {
  const port = new URL(given.NEW_URL ?? '').port;
  return { ...given, NEW_URL: `https://${NEW_ADDRESS}:${port}`, ALLOW: '' };
}

function afterSwitch(state: PairState, more: Record<string, string> = {}) {
  return verify(state, (given) => ({ ...switched(given), ...more }));
}

describe('once DNS is switched', () => {
  it('names that lead to the new server are well', { timeout }, async () => {
    expect((await afterSwitch(pair)).of('network.dns')?.status).toBe('passed');
  });

  it.each(Object.entries(switchedDnsFaults))(
    '%s turns network.dns red',
    { timeout },
    async (_name, fault) => {
      const run = await afterSwitch({ ...pair, new: fault.apply(pair.new) });
      expect(run.of('network.dns')?.status).toBe('failed');
      expect(run.of('network.dns')?.findings.join('\n')).toMatch(fault.says);
    },
  );

  it('EXPECT_ADDRESSES says where names must lead instead of the machine', { timeout }, async () => {
    const run = await afterSwitch(pair, { EXPECT_ADDRESSES: '10.20.0.50' });
    expect(run.of('network.dns')?.findings.join('\n')).toMatch(/A 10\.20\.0\.9, expected 10\.20\.0\.50/);
  });
});

it('what has to change at the switch is told before it', { timeout }, async () => {
  const fault = switchedDnsFaults['dns-points-to-old'];
  const run = await verify({ ...pair, new: fault?.apply(pair.new) ?? pair.new }, (given) => ({
    ...given,
    ALLOW: '',
  }));
  expect(run.of('network.dns')?.status).toBe('passed');
  expect(run.text).toMatch(/A 10\.20\.0\.8 is the old server; at the switch, change it to/);
});

it('a bad certificate of the console is told, although it lets nobody log in', { timeout }, async () => {
  const spoilt = changed((state) => {
    listenerOf(state, 'http/console', 'https').tls = { certificate: 'expired' };
  });
  const run = await verify({ ...pair, new: spoilt(pair.new) }, (given) => ({ ...given, ALLOW: '' }));
  expect(run.of('network.tls')?.status).toBe('failed');
  expect(run.of('network.tls')?.findings.join('\n')).toMatch(/console URL.* has expired on/);
});

it('without the old host, only what both sides have is compared', { timeout }, async () => {
  const run = await verify(pair, (given) => ({
    ...Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith('OLD_SSH'))),
    ALLOW: '',
  }));
  expect(run.of('network.listeners')?.status).toBe('passed');
  expect(run.text).toContain('coronerd.conf not compared: not read on the old side');
});
