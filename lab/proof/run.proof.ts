import { existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { defaultPair } from '../state/default-pair.ts';
import type { PairState } from '../state/types.ts';
import { stepIds } from './steps.ts';
import { root, runVitest, verify } from './verify.ts';
import { workerOf } from './worker-of.ts';

const someSteps = stepIds().length;
const settings = {
  SETTINGS_FILE: 'none',
  NEW_URL: 'https://127.0.0.1:1',
  NEW_USERNAME: 'admin',
  NEW_PASSWORD: 'canary-password-1',
};

/** A pair that answers slowly enough for something to happen in the middle of a run. */
function slowPair(): PairState {
  const pair = defaultPair({ seed: 5, errors: 300 });
  return { ...pair, new: { ...pair.new, behaviour: { delay: 60 } } };
}

async function until(happened: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !happened(); tries += 1) await pause(50);
  expect(happened(), 'what the test waits for').toBe(true);
}

const leftErrors = (state: PairState) => JSON.stringify(state.new.errors).includes('migration-probe-');
const hasSubmitted = (results: string) => {
  const ledger = join(results, 'left-to-undo.json');
  return existsSync(ledger) && readFileSync(ledger, 'utf8').includes('"errors"');
};

it('a run whose output nobody reads goes on to its end', { timeout: 90_000 }, async () => {
  const run = await verify(
    defaultPair({ seed: 5, errors: 300 }),
    undefined,
    async ({ results, stopReading }) => {
      await until(() => existsSync(join(results, 'outcomes.json')));
      stopReading();
    },
  );
  expect(run.exitCode).toBe(0);
  expect(run.outcomes).toHaveLength(someSteps);
  expect(leftErrors(run.after)).toBe(false);
});

describe('a run that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s removes the test error, and every step keeps one outcome',
    { timeout: 90_000 },
    async (signal) => {
      const run = await verify(slowPair(), undefined, async ({ pid, results }) => {
        await until(() => hasSubmitted(results));
        process.kill(pid, signal);
      });

      expect(leftErrors(run.after)).toBe(false);
      expect(run.exitCode).toBe(signal === 'SIGINT' ? 130 : 143);
      expect(run.interrupted).toBe(true);
      expect(run.outcomes).toHaveLength(someSteps);
      expect(new Set(run.outcomes.map(({ step }) => step.id)).size).toBe(someSteps);
      expect(run.of('startup.version')?.status).toBe('passed');
      expect(run.of('startup.restart')).toMatchObject({
        status: 'error',
        findings: [expect.stringContaining('run ended')],
      });
    },
  );
});

describe.runIf(process.platform === 'linux')('a run whose worker is killed', () => {
  it('keeps what it knew, calls the rest an error, and removes the test error', {
    timeout: 90_000,
  }, async () => {
    const run = await verify(slowPair(), undefined, async ({ pid, results }) => {
      await until(() => hasSubmitted(results));
      process.kill(workerOf(pid), 'SIGKILL');
    });

    expect(leftErrors(run.after)).toBe(false);
    expect(run.exitCode).toBe(1);
    expect(run.outcomes).toHaveLength(someSteps);
    expect(run.of('startup.version')?.status).toBe('passed');
    expect(run.of('startup.restart')?.status).toBe('error');
    expect(run.of('data.projects')?.status).toBe('passed');
  });
});

describe.runIf(process.platform === 'linux')('a run that ends while a unit is stopped', () => {
  it.each([
    ['is interrupted', 'SIGINT'],
    ['loses its worker', 'SIGKILL'],
  ] as const)('because it %s starts it again', { timeout: 90_000 }, async (_why, signal) => {
    const pair = defaultPair({ seed: 5, errors: 300 });
    const nginx = pair.new.host.units['backtrace-nginx'];
    if (nginx) nginx.trouble = 'stop-hangs';
    const before = Object.keys(pair.new.host.units).filter(
      (key) => pair.new.host.units[key]?.active === 'active',
    );
    let meanwhile: string[] = before;
    const run = await verify(pair, undefined, async ({ pid, results, pair: running }) => {
      await until(() => !running.new.host.activeUnits().includes('backtrace-nginx'));
      meanwhile = running.new.host.activeUnits();
      expect(readFileSync(join(results, 'left-to-undo.json'), 'utf8')).toContain('backtrace-nginx');
      process.kill(signal === 'SIGKILL' ? workerOf(pid) : pid, signal);
    });
    expect(meanwhile).not.toContain('backtrace-nginx');
    expect(run.of('startup.restart')?.status).toBe('error');
    expect(run.activeUnits).toEqual(before);
    expect(run.scheduled).toEqual([]);
  });
});

describe('a run without usable settings', () => {
  it('refuses to start and says the two ways on', { timeout: 30_000 }, async () => {
    const { exitCode, printed } = await runVitest(['--project', 'server'], { SETTINGS_FILE: 'none' }).ended;
    expect(exitCode).toBe(1);
    expect(printed).toMatch(/NEW_URL: is not set[\s\S]*cp \.env\.example \.env[\s\S]*npm run demo/);
  });

  it('refuses to start where no certificate would be checked', { timeout: 30_000 }, async () => {
    const { exitCode, printed } = await runVitest(['--project', 'server'], {
      ...settings,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    }).ended;
    expect(exitCode).toBe(1);
    expect(printed).toMatch(/NODE_TLS_REJECT_UNAUTHORIZED: is 0, .*: unset it/);
    expect(printed).not.toContain('canary-password-1');
  });

  it('names a waived step that does not exist', { timeout: 30_000 }, async () => {
    const { exitCode, printed } = await runVitest(['--project', 'server'], {
      ...settings,
      WAIVERS: 'startup.unit: typo',
    }).ended;
    expect(exitCode).toBe(1);
    expect(printed).toContain('names no step: "startup.unit"; did you mean startup.units?');
    expect(printed).not.toContain('canary-password-1');
  });
});

describe('a spec', () => {
  const imports = `import { test } from 'vitest';\nimport { check, expect } from '${root}/fixtures/index.ts';\n`;
  const fine =
    "check('startup.is-configured', ({ settings }) => { expect(settings.results).toBeTruthy(); });\n";

  it.each([
    ['a second test for a step', fine + fine, /a second test for startup\.is-configured/],
    [
      'a test without a step',
      `${fine}test('something else', () => { expect(1).toBe(1); });\n`,
      /"something else" has no step/,
    ],
    ['a file that does not load', `${fine}throw new Error('broken spec');\n`, /broken spec/],
  ])('with %s fails the run', { timeout: 30_000 }, async (_what, source, problem) => {
    const { exitCode, run } = await runSpec(imports + source);
    expect(exitCode).toBe(1);
    expect(run.problems.join('\n')).toMatch(problem);
  });

  it('that asserts nothing is an error, not a pass', { timeout: 30_000 }, async () => {
    const { run } = await runSpec(`${imports}check('startup.is-configured', () => undefined);\n`);
    expect(run.outcomes[0]).toMatchObject({
      status: 'error',
      findings: [expect.stringContaining('assertion')],
    });
  });

  it('that throws a secret is an error without it', { timeout: 30_000 }, async () => {
    const { run, printed } = await runSpec(
      `${imports}check('startup.is-configured', () => { expect(1).toBe(1); throw new Error('login with ${settings.NEW_PASSWORD} failed'); });\n`,
    );
    expect(run.outcomes[0]).toMatchObject({ status: 'error', findings: ['login with [redacted] failed'] });
    expect(printed + JSON.stringify(run)).not.toContain(settings.NEW_PASSWORD);
  });
});

/** Runs one spec file as project `server` in a folder of its own, with the reporter and set-up of this project. */
async function runSpec(source: string) {
  const folder = mkdtempSync(join(tmpdir(), 'spec-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'one.spec.ts'), source);
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `export default { test: { reporters: ['${root}/fixtures/reporter.ts'], projects: [{ test: {
      name: 'server', include: ['*.spec.ts'], isolate: false, maxWorkers: 1, expect: { requireAssertions: true },
      globalSetup: '${root}/fixtures/run-setup.ts', setupFiles: '${root}/fixtures/survive-interrupt.ts' } }] } };\n`,
  );
  const { exitCode, printed } = await runVitest(
    [],
    { ...settings, RESULTS_DIR: join(folder, 'results') },
    folder,
  ).ended;
  const file = join(folder, 'results', 'outcomes.json');
  expect(existsSync(file), printed).toBe(true);
  const run = JSON.parse(readFileSync(file, 'utf8')) as {
    problems: string[];
    outcomes: { status: string; findings: string[] }[];
  };
  return { exitCode, printed, run };
}
