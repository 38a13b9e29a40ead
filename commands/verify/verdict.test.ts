import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PartRecord } from '../../helpers/verdict/record.ts';
import { sampleOutcome } from '../../helpers/verdict/sample-run.ts';
import { conclude } from './verdict.ts';

const folders: string[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The exit code of a run with one step that passed, and what its process ended with. */
function codeOf(ended: number, interrupted: boolean): number {
  const results = mkdtempSync(join(tmpdir(), 'verdict-'));
  folders.push(results);
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const passed = sampleOutcome('startup.version', 'passed');
  const part = new PartRecord(results, 'run', passed.step.project, [passed.step]);
  part.set(passed);
  part.end(interrupted);
  return conclude(results, 'run', [{ projects: [passed.step.project], code: ended }]);
}

describe('the exit code of a run', () => {
  it.each([129, 130, 143])('is %i where a signal ended its process so', (code) => {
    expect(codeOf(code, true)).toBe(code);
  });

  it('is 130 where it was interrupted, and its process does not say by what', () => {
    expect(codeOf(1, true)).toBe(130);
  });

  it('is 0 where all is verified', () => {
    expect(codeOf(0, false)).toBe(0);
  });
});
