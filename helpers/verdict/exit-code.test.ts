import { describe, expect, it } from 'vitest';
import { exitCode } from './exit-code.ts';
import { sampleOutcome, sampleRun } from './sample-run.ts';

const passed = sampleOutcome('a.a', 'passed');
const skipped = sampleOutcome('a.b', 'skipped', { skip: { kind: 'not allowed', reason: 'effect' } });

describe('exit code', () => {
  it.each([
    ['verified', sampleRun([passed, skipped]), 0],
    ['failed', sampleRun([passed, sampleOutcome('a.c', 'failed'), sampleOutcome('a.d', 'error')]), 1],
    ['could not be found out', sampleRun([passed, sampleOutcome('a.d', 'error')]), 3],
    ['nothing but skips', sampleRun([skipped]), 3],
    ['nothing at all', sampleRun([]), 3],
    ['an unsound run', sampleRun([passed], { problems: ['two tests for one step'] }), 1],
    ['interrupted', sampleRun([passed], { interrupted: true }), 130],
  ])('of a run that is %s', (_what, run, code) => {
    expect(exitCode(run)).toBe(code);
  });
});
