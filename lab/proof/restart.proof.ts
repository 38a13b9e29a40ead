import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { defaultPair } from '../state/default-pair.ts';
import type { HostState } from '../state/types.ts';
import { verify, verifyAsGroup } from './verify.ts';

const restart = ['specs/server/restart.spec.ts'];
const soon = (variables: Record<string, string>) => ({ ...variables, RESTART_SECONDS: '1' });

async function until(happened: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !happened(); tries += 1) await pause(50);
  expect(happened(), 'what the test waits for').toBe(true);
}

function pairWith(change: (host: HostState) => void) {
  const pair = defaultPair({ seed: 5, errors: 300 });
  change(pair.new.host);
  return pair;
}

const withTimer = () => undefined;
const withoutSystemdRun = (host: HostState) => void host.missingTools.push('systemd-run');

describe.runIf(process.platform === 'linux')(
  'a host whose verification is killed while coronerd is stopped',
  () => {
    it.each([
      ['by a timer', withTimer, /^backtrace-verification-start$/],
      [
        'without systemd-run, by a shell',
        withoutSystemdRun,
        /^\/bin\/sh -c sleep 4; .* backtrace-verification-start$/,
      ],
    ])('starts it by itself %s', { timeout: 90_000 }, async (_how, change, left) => {
      const pair = pairWith(change);
      const before = Object.keys(pair.new.host.units).filter(
        (key) => pair.new.host.units[key]?.active === 'active',
      );
      let [meanwhile, scheduled]: string[][] = [[], []];
      let toUndo = '';
      const run = await verifyAsGroup(
        pair,
        soon,
        async ({ pid, results, pair: { new: side } }) => {
          await side.host.stopped('coronerd');
          process.kill(-pid, 'SIGKILL');
          meanwhile = side.host.activeUnits();
          scheduled = side.host.scheduled();
          await until(() => side.host.activeUnits().includes('coronerd'));
          const ledger = join(results, 'left-to-undo.json');
          toUndo = existsSync(ledger) ? readFileSync(ledger, 'utf8') : '';
        },
        restart,
      );
      expect(meanwhile).not.toContain('coronerd');
      expect(scheduled).toEqual([expect.stringMatching(left)]);
      expect(run.exitCode).toBeNull();
      // Nothing of the run has undone it: it stands in the list still.
      expect(toUndo).toContain('coronerd.service');
      expect(run.activeUnits).toEqual(before);
    });
  },
);

describe('a host whose units were restarted', () => {
  it.each([
    ['by a timer', withTimer, 'confirmed: timer backtrace-verification-start'],
    ['without systemd-run, by a shell', withoutSystemdRun, 'confirmed: shell backtrace-verification-start'],
  ])(
    'is told to start them %s, and no longer when they run',
    { timeout: 60_000 },
    async (_how, change, confirmed) => {
      const run = await verify(pairWith(change), soon, undefined, restart);
      const step = run.of('startup.restart');
      expect(step?.status, run.text).toBe('passed');
      expect(step?.evidence.filter(({ answered }) => answered === confirmed)).toHaveLength(3);
      expect(step?.evidence.filter(({ answered }) => answered === 'called off')).toHaveLength(3);
      expect(run.scheduled).toEqual([]);
    },
  );

  it('has nothing stopped where it cannot be told', { timeout: 60_000 }, async () => {
    const deaf = (host: HostState) => void host.missingTools.push('systemd-run', 'setsid');
    let stopped = false;
    const run = await verify(
      pairWith(deaf),
      soon,
      async ({ pair: { new: side } }) => {
        for (const unit of ['backtrace-nginx', 'backtrace-proxy', 'coronerd'])
          void side.host.stopped(unit).then(() => {
            stopped = true;
          });
      },
      restart,
    );
    expect(run.of('startup.restart')).toMatchObject({
      status: 'error',
      findings: [expect.stringMatching(/could not be told to start the units .* nothing is stopped/)],
      notes: [expect.stringMatching(/^Run that command as root on the host/)],
    });
    expect(stopped).toBe(false);
    expect(run.scheduled).toEqual([]);
  });

  it('has nothing stopped where sudo refuses, and the report has every line to add', {
    timeout: 60_000,
  }, async () => {
    const refusing = (host: HostState) => {
      host.privilege = 'none';
    };
    const run = await verify(pairWith(refusing), soon, undefined, restart);
    const step = run.of('startup.restart');
    expect(step?.status).toBe('error');
    expect(step?.notes.join()).toContain('`backtrace ALL=(root) NOPASSWD: /bin/sh -s`');
    for (const unit of ['coronerd', 'backtrace-proxy', 'backtrace-nginx', 'coronerd-crash-report'])
      for (const action of ['stop', 'start', 'is-active'])
        expect(step?.notes.join()).toContain(`/usr/bin/systemctl ${action} ${unit}.service`);
  });

  it('goes on trying to where a unit could not be started, and the report says so', {
    timeout: 60_000,
  }, async () => {
    const pair = pairWith(({ units }) => {
      const proxy = units['backtrace-proxy'];
      if (proxy) proxy.trouble = 'start-fails';
    });
    const run = await verify(pair, soon, undefined, restart);
    expect(run.of('startup.restart')?.status).toBe('failed');
    expect(run.of('startup.restart')?.notes.join()).toMatch(
      /is left on .*, which starts the units within 4 s/,
    );
    expect(run.exitCode).toBe(1);
  });
});
