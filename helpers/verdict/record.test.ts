import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { PartRecord, recordUndo } from './record.ts';
import { assemble, writeReports } from './report.ts';
import { sampleOutcome } from './sample-run.ts';

let results: string;
beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), 'record-'));
});

const step = (id: string, project = 'server') => ({ ...sampleOutcome(id, 'passed').step, project });
const statuses = (run: string, ids: string[]) =>
  assemble(results, run, ids).outcomes.map((outcome) => `${outcome.step.id} ${outcome.status}`);

describe('what was left on the new server', () => {
  it('stands in the reports: remarks add up, what is left is as of the last look', () => {
    const server = new PartRecord(results, 'r1', 'server', [step('a.one')]);
    server.set(sampleOutcome('a.one', 'passed'));
    recordUndo(results, 'r1', 'server', { remarks: ['a report'], left: ['errors', 'a unit'] });
    server.end(false);
    recordUndo(results, 'r1', 'server', { remarks: ['errors'], left: ['a unit; by hand: start it'] });
    recordUndo(results, 'r1', 'browser', { remarks: ['an account'], left: [] });

    const run = assemble(results, 'r1', ['a.one']);
    expect(run.problems).toEqual(['a unit; by hand: start it']);
    expect(run.remarks.sort()).toEqual(['a report', 'an account', 'errors']);
    expect(run.endedAt).not.toBeNull();
    writeReports(results, run);
    const xml = readFileSync(join(results, 'verification.xml'), 'utf8');
    expect(xml).toMatch(/<error message="a unit; by hand: start it"[\s\S]*<system-out>[\s\S]*a report/);
    expect(readFileSync(join(results, 'outcomes.json'), 'utf8')).toContain('an account');
  });

  it('is of its own run only', () => {
    recordUndo(results, 'r1', 'server', { remarks: ['a report'], left: ['errors'] });
    new PartRecord(results, 'r2', 'server', []);
    expect(assemble(results, 'r2', [])).toMatchObject({ problems: [], remarks: [] });
  });
});

describe('the record of a run', () => {
  it('holds every expected step as an error from the first moment', () => {
    new PartRecord(results, 'r1', 'server', [step('a.one'), step('a.two')]);
    expect(statuses('r1', ['a.one', 'a.two'])).toEqual(['a.one error', 'a.two error']);
  });

  it('keeps exactly one outcome a step, in the order of the list', () => {
    const record = new PartRecord(results, 'r1', 'server', [step('a.two'), step('a.one')]);
    record.set(sampleOutcome('a.one', 'failed'));
    record.set(sampleOutcome('a.one', 'passed'));
    record.end(false);
    expect(statuses('r1', ['a.one', 'a.two'])).toEqual(['a.one passed', 'a.two error']);
  });

  it('puts parts of several processes together, and knows whether all have ended', () => {
    const server = new PartRecord(results, 'r1', 'server', []);
    const data = new PartRecord(results, 'r1', 'data', []);
    server.set(sampleOutcome('a.one', 'passed'));
    data.set(sampleOutcome('d.one', 'passed', { step: step('d.one', 'data') }));
    server.end(false);
    expect(assemble(results, 'r1', []).endedAt).toBeNull();
    data.end(true);
    const run = assemble(results, 'r1', ['d.one', 'a.one']);
    expect(run.outcomes.map(({ step: { id } }) => id)).toEqual(['d.one', 'a.one']);
    expect([run.endedAt === null, run.interrupted]).toEqual([false, true]);
  });

  it('forgets what an earlier run left, damaged files too', () => {
    new PartRecord(results, 'r1', 'data', [step('d.one', 'data')]).end(false);
    writeFileSync(join(results, 'parts', 'ui.json'), '{"run": "r');
    new PartRecord(results, 'r2', 'server', [step('a.one')]);
    expect(statuses('r2', [])).toEqual(['a.one error']);
    expect(readdirSync(join(results, 'parts'))).toEqual(['server.json']);
  });

  it('leaves no temporary file behind, and reports that parse', () => {
    new PartRecord(results, 'r1', 'server', [step('a.one')]).end(false);
    writeReports(results, assemble(results, 'r1', []));
    expect(readdirSync(results).sort()).toEqual(['outcomes.json', 'parts', 'verification.xml']);
    expect(JSON.parse(readFileSync(join(results, 'outcomes.json'), 'utf8')).outcomes).toHaveLength(1);
  });

  it('makes its folder where there is none', () => {
    results = join(results, 'deep', 'down');
    mkdirSync(results, { recursive: true });
    new PartRecord(results, 'r1', 'server', []);
    expect(readdirSync(join(results, 'parts'))).toEqual(['server.json']);
  });
});
