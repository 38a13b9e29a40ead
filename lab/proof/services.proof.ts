import { expect, it } from 'vitest';
import { workflowsPassword } from '../host/debian/side-services.ts';
import { defaultPair } from '../state/default-pair.ts';
import type { Behaviour, PairState } from '../state/types.ts';
import { verify as verifyAll } from './verify.ts';

const timeout = 60_000;

/** The steps of services, of start-up, and of the old host's names, alone. */
const verify: typeof verifyAll = (pair) =>
  verifyAll(pair, undefined, undefined, ['services.spec', 'old-host.spec', 'startup.spec']);

it.each(['list', 'map', 'nested'] satisfies NonNullable<Behaviour['serviceLayer']>['form'][])(
  'reads the service status in the form "%s", and shows no password of a service',
  { timeout },
  async (form) => {
    const pair = defaultPair({ seed: 1 });
    pair.new.behaviour.serviceLayer = { form };
    const run = await verify(pair);

    expect(run.red).toEqual([]);
    expect(run.of('services.status')?.status).toBe('passed');
    expect(run.text).not.toContain(workflowsPassword);
  },
);

it('passes no service whose status is not told', { timeout }, async () => {
  const pair = defaultPair({ seed: 1 });
  pair.new.behaviour.serviceLayer = { form: 'names' };
  const run = await verify(pair);

  expect(run.red).toEqual(['services.status']);
  expect(run.of('services.status')?.status).toBe('error');
});

it('looks for nothing but the own names of the old machine where both have the same DNS name', {
  timeout,
}, async () => {
  const pair = defaultPair({ seed: 1 });
  pair.old.hostname = pair.new.hostname;
  const run = await verify(pair);

  expect(run.of('beyond.old-host-references')?.status).toBe('passed');
  expect(run.of('startup.crash-report')?.status).toBe('passed');
  expect(run.text).toContain('old and new share new.backtrace.test');
});

it.each([
  ['neither server has any', (pair: PairState) => [pair.old, pair.new], 'skipped', /neither the server nor/],
  ['only the old server has any', (pair: PairState) => [pair.new], 'failed', /missing on new: service/],
] as const)('where %s, services.conf is not passed', { timeout }, async (_what, without, status, says) => {
  const pair = defaultPair({ seed: 1 });
  for (const state of without(pair)) {
    Object.assign(state, { services: [], layerServices: [] });
    const { files, units } = state.host;
    const service = /^\/etc\/backtrace\/|\/saml\.json$/;
    for (const path of Object.keys(files)) if (service.test(path)) delete files[path];
    const own = ['backtrace-nginx', 'backtrace-proxy'];
    for (const name of Object.keys(units))
      if (name.startsWith('backtrace-') && !own.includes(name)) delete units[name];
  }
  const run = await verify(pair);

  const conf = run.of('services.conf');
  expect(conf?.status).toBe(status);
  expect([conf?.skip?.reason, ...(conf?.findings ?? [])].join()).toMatch(says);
});
