import { join } from 'node:path';
import { exitCode } from '../../helpers/verdict/exit-code.ts';
import { readParts } from '../../helpers/verdict/record.ts';
import { assemble, type Run, writeReports } from '../../helpers/verdict/report.ts';
import { summary } from '../../helpers/verdict/summary.ts';
import { checklist } from '../../specs/checklist.ts';

/** Whether a step of the run has an outcome by now. */
export function hasOutcome(results: string, run: string): boolean {
  return readParts(results, run).some((part) => part.outcomes.some(({ status }) => status !== 'error'));
}

/** Puts the parts of a run together, writes the reports, prints the summary, and gives the exit code. */
export function conclude(
  results: string,
  run: string,
  projects: readonly string[],
  codes: readonly number[],
): number {
  const verdict = assemble(results, run, Object.keys(checklist));
  verdict.problems.push(...silent(verdict, projects, codes));
  writeReports(results, verdict);
  const reports = ['verification.xml', 'outcomes.json'].map((file) => join(results, file));
  console.log(`\n${summary(verdict)}\n\nreport: ${reports.join(', ')}`);
  return exitCode(verdict) || codes.find((code) => code !== 0) || 0;
}

/** A process that ended without a word about its steps is a problem of the run. */
function silent(verdict: Run, projects: readonly string[], codes: readonly number[]): string[] {
  return projects.flatMap((project, index) => {
    const spoke = verdict.outcomes.some(({ step }) => step.project === project);
    return spoke ? [] : [`project ${project} ended with exit code ${codes[index]} and without an outcome`];
  });
}
