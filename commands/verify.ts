import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadSettings } from '../helpers/settings/load.ts';
import { Beside } from '../helpers/verdict/beside.ts';
import { exitCode } from '../helpers/verdict/exit-code.ts';
import { assemble, type Run, writeReports } from '../helpers/verdict/report.ts';
import { summary } from '../helpers/verdict/summary.ts';
import { checklist } from '../specs/checklist.ts';
import { endWithUsage, orUnusable } from './unusable.ts';

const usage = `npm run verify [-- PROJECT…]   verifies the new server; projects: server, data (default: all)

Settings come from .env and the environment. Exit code: 0 verified, 1 the server is not as it should be,
2 unusable settings, 3 something could not be found out, 130 interrupted.`;

const all = ['server', 'data'] as const;

/** Runs each project in a process of its own, side by side, and puts one verdict together. */
async function verify(projects: readonly string[]): Promise<number> {
  const { results } = orUnusable(() => loadSettings());
  const run = `${Date.now()}-${process.pid}`;
  const beside = new Beside(results);
  for (const project of projects) beside.begin(project);
  const children = projects.map((project) => startVitest(project, run));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => children.forEach((child) => void child.kill(signal)));
  }
  const codes = await Promise.all(
    children.map(async (child, index) => {
      const code = await exitOf(child);
      beside.end(projects[index] ?? '');
      return code;
    }),
  );
  const verdict = assemble(results, run, Object.keys(checklist));
  addDead(verdict, projects, codes);
  writeReports(results, verdict);
  console.log(
    `\n${summary(verdict)}\n\nreport: ${join(results, 'verification.xml')}, ${join(results, 'outcomes.json')}`,
  );
  return exitCode(verdict) || codes.find((code) => code !== 0) || 0;
}

function startVitest(project: string, run: string): ChildProcess {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  return spawn(process.execPath, [vitest, 'run', '--root', root, '--project', project], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, VERIFICATION_RUN: run },
  });
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** A process that ended without a word about its steps is a problem of the run. */
function addDead(verdict: Run, projects: readonly string[], codes: readonly number[]): void {
  for (const [index, project] of projects.entries()) {
    const spoke = verdict.outcomes.some(({ step }) => step.project === project);
    if (!spoke)
      verdict.problems.push(`project ${project} ended with exit code ${codes[index]} and without an outcome`);
  }
}

const { values, positionals } = endWithUsage(usage, () =>
  parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } }),
);
const strange = positionals.find((word) => !all.some((project) => project === word));
if (values.help) console.log(usage);
else if (strange) {
  console.error(`There is no project "${strange}".\n\n${usage}`);
  process.exitCode = 2;
} else process.exitCode = await verify(positionals.length > 0 ? positionals : all);
