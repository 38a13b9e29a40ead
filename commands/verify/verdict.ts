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

/** A process of the run that has ended. */
export interface Ended {
  projects: readonly string[];
  code: number;
}

/** Puts the parts of a run together, writes the reports, prints the summary, and gives the exit code. */
export function conclude(results: string, run: string, ended: readonly Ended[]): number {
  const verdict = assemble(results, run, Object.keys(checklist));
  verdict.problems.push(...silent(verdict, ended));
  writeReports(results, verdict);
  const reports = ['verification.xml', 'outcomes.json'].map((file) => join(results, file));
  console.log(`\n${summary(verdict)}\n\nreport: ${reports.join(', ')}`);
  // Whether enough was verified is told by all parts together: where one has nothing to verify, its process ends with 3.
  const code = exitCode(verdict) || ended.find((each) => each.code !== 0 && each.code !== 3)?.code || 0;
  return verdict.interrupted ? signalCodeOf(ended, code) : code;
}

/** The code of a process that a signal ended: 129 SIGHUP, 130 SIGINT, 143 SIGTERM. */
function signalCodeOf(ended: readonly Ended[], otherwise: number): number {
  return ended.find(({ code }) => [129, 130, 143].includes(code))?.code ?? otherwise;
}

/** A process that ended without a word about its steps is a problem of the run. */
function silent(verdict: Run, ended: readonly Ended[]): string[] {
  return ended.flatMap(({ projects, code }) =>
    projects
      .filter((project) => !verdict.outcomes.some(({ step }) => step.project === project))
      .map((project) => `project ${project} ended with exit code ${code} and without an outcome`),
  );
}
