import { describe, expect, it } from 'vitest';
import { switchNames } from '../faults/dns.ts';
import { changed } from '../faults/fault.ts';
import { listenerOf } from '../faults/listener.ts';
import { defaultPair } from '../state/default-pair.ts';
import type { PairState } from '../state/types.ts';
import { verify as verifyAll } from './verify.ts';

const timeout = 60_000;
const pair = defaultPair({ seed: 1 });

/** The steps of the network alone. */
const verify: typeof verifyAll = (state, change) => verifyAll(state, change, undefined, ['network.spec']);

function afterSwitch(state: PairState, more: Record<string, string> = {}) {
  return verify({ ...state, new: changed(switchNames)(state.new) }, (given) => ({
    ...given,
    ...more,
    ALLOW: '',
  }));
}

describe('once DNS is switched', () => {
  it('names that lead to the new server are well', { timeout }, async () => {
    const run = await verifyAll({ ...pair, new: changed(switchNames)(pair.new) });
    expect(run.outcomes.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(run.of('network.dns')?.notes.join()).not.toContain('NEW_ADDRESS');
  });

  it('EXPECT_ADDRESSES says where names must lead instead of the machine', { timeout }, async () => {
    const run = await afterSwitch(pair, { EXPECT_ADDRESSES: '10.20.0.50' });
    expect(run.of('network.dns')?.findings.join('\n')).toMatch(/A 10\.20\.0\.9, expected 10\.20\.0\.50/);
  });
});

it('what has to change at the switch is told before it', { timeout }, async () => {
  const atOld = changed(({ dns }) => {
    for (const record of dns?.records ?? []) if (record.type === 'A') record.value = '10.20.0.8';
  });
  const run = await verify({ ...pair, new: atOld(pair.new) }, (given) => ({ ...given, ALLOW: '' }));
  expect(run.of('network.dns')?.status).toBe('passed');
  expect(run.text).toMatch(
    /new\.backtrace\.test .*A 10\.20\.0\.8 is the old server; at the switch, change it to/,
  );
  expect(run.text).toMatch(
    /saml\.acme\.example .*A 10\.20\.0\.8 is the old server; at the switch, change it to/,
  );
});

it('a bad certificate of the console is told, although it lets nobody log in', { timeout }, async () => {
  const spoilt = changed((state) => {
    listenerOf(state, 'http/console', 'https').tls = { certificate: 'expired' };
  });
  const run = await verify({ ...pair, new: spoilt(pair.new) }, (given) => ({ ...given, ALLOW: '' }));
  expect(run.of('network.tls')?.status).toBe('failed');
  expect(run.of('network.tls')?.findings.join('\n')).toMatch(/console URL.* has expired on/);
});

it('what the old host could not tell is an error, where nothing is missing as far as it was told', {
  timeout,
}, async () => {
  const old = changed(({ host }) => {
    host.missingTools = ['ss'];
  })(pair.old);
  const run = await verify({ ...pair, old }, (given) => ({ ...given, ALLOW: '' }));
  expect(run.of('network.listeners')?.status).toBe('error');
  expect(run.of('network.listeners')?.findings.join()).toMatch(/on the old host: .*ss -lntp/);
  expect(run.of('network.tls')?.status).toBe('passed');
});

it('without the old host, only what both sides have is compared', { timeout }, async () => {
  const run = await verify(pair, (given) => ({
    ...Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith('OLD_SSH'))),
    ALLOW: '',
  }));
  expect(run.of('network.listeners')?.status).toBe('passed');
  expect(run.text).toContain('coronerd.conf not compared: not read on the old side');
});
