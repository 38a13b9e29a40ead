import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { sampleOutcome, sampleRun } from './sample-run.ts';
import { outcomeLine, summary } from './summary.ts';

const plain = (text: string) => stripVTControlCharacters(text);

describe('the summary', () => {
  it('shows red outcomes with every finding and how to look by hand', () => {
    const text = plain(summary(sampleRun([sampleOutcome('a.b', 'failed', { findings: ['one', 'two'] })])));
    expect(text).toMatch(/✗ FAILED a\.b {2}title of a\.b\n {2}- one\n {2}- two\n {2}by hand: look there/);
    expect(text).toContain('The new server is not as it should be: 1 step failed.');
  });

  it('caps a long list of findings', () => {
    const findings = Array.from({ length: 25 }, (_, index) => `finding ${index}`);
    const text = plain(summary(sampleRun([sampleOutcome('a.b', 'failed', { findings })])));
    expect(text).toContain('finding 19');
    expect(text).not.toContain('finding 20');
    expect(text).toContain('at least 5 more');
  });

  it('counts by section', () => {
    const text = plain(summary(sampleRun([sampleOutcome('a.a', 'passed'), sampleOutcome('a.b', 'error')])));
    expect(text).toMatch(/Misc\. Services +1 +· +1 +·/);
    expect(text).toContain('Not verified: 1 step could not be found out.');
  });

  it('says so when nothing was verified', () => {
    const skip = { kind: 'not configured', reason: 'x' } as const;
    expect(plain(summary(sampleRun([sampleOutcome('a.a', 'skipped', { skip })])))).toContain(
      'Nothing was verified',
    );
  });
});

describe('the line of an outcome', () => {
  it('names step, title, the reason of a skip, and the time', () => {
    const skip = { kind: 'not allowed', reason: 'effect "submit"' } as const;
    const line = plain(outcomeLine(sampleOutcome('a.b', 'skipped', { skip, seconds: 1.5 })));
    expect(line).toMatch(/^- a\.b +title of a\.b {2}\(not allowed: effect "submit"\) {2}1\.50 s$/);
  });
});
