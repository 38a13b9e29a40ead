import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { poll } from '../../helpers/poll.ts';
import { Beside } from '../../helpers/verdict/beside.ts';
import { exitCode } from '../../helpers/verdict/exit-code.ts';
import { readParts } from '../../helpers/verdict/record.ts';
import { assemble, type Run, writeReports } from '../../helpers/verdict/report.ts';
import { summary } from '../../helpers/verdict/summary.ts';
import { checklist } from '../../specs/checklist.ts';

/** The projects of a whole verification, in the order in which they start. */
export const allProjects = ['server', 'data'] as const;

/**
 * Runs each project in a process of its own, side by side, and puts one verdict together; gives the exit code.
 * The first one gets a head start: it has steps that wait for time to pass, which the others use.
 */
export async function verify(
  projects: readonly string[],
  results: string,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const run = `${Date.now()}-${process.pid}`;
  const beside = new Beside(results);
  const children: ChildProcess[] = [];
  const stopListening = passOnSignals(children);
  for (const project of projects) beside.begin(project);
  const ends: Promise<number>[] = [];
  for (const project of projects) {
    const child = startVitest(project, { ...environment, VERIFICATION_RUN: run });
    children.push(child);
    const ended = exitOf(child).finally(() => beside.end(project));
    ends.push(ended);
    await Promise.race([ended, firstOutcome(results, run)]);
  }
  const codes = await Promise.all(ends);
  stopListening();
  const verdict = assemble(results, run, Object.keys(checklist));
  verdict.problems.push(...silent(verdict, projects, codes));
  writeReports(results, verdict);
  const reports = ['verification.xml', 'outcomes.json'].map((file) => join(results, file));
  console.log(`\n${summary(verdict)}\n\nreport: ${reports.join(', ')}`);
  return exitCode(verdict) || codes.find((code) => code !== 0) || 0;
}

function startVitest(project: string, env: NodeJS.ProcessEnv): ChildProcess {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  return spawn(process.execPath, [vitest, 'run', '--root', root, '--project', project], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
}

/** Resolves when a step of the run has an outcome, or after some seconds. */
async function firstOutcome(results: string, run: string): Promise<void> {
  const begun = async () =>
    readParts(results, run).some((part) => part.outcomes.some(({ status }) => status !== 'error')) ||
    undefined;
  await poll(begun, { within: 10_000, every: 100 });
}

function passOnSignals(children: readonly ChildProcess[]): () => void {
  const passOn = (signal: NodeJS.Signals) => {
    for (const child of children) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, passOn);
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, passOn);
  };
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** A process that ended without a word about its steps is a problem of the run. */
function silent(verdict: Run, projects: readonly string[], codes: readonly number[]): string[] {
  return projects.flatMap((project, index) => {
    const spoke = verdict.outcomes.some(({ step }) => step.project === project);
    return spoke ? [] : [`project ${project} ended with exit code ${codes[index]} and without an outcome`];
  });
}
