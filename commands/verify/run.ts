import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { poll } from '../../helpers/poll.ts';
import { Beside } from '../../helpers/verdict/beside.ts';

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
  const signals = passOnSignals(children);
  for (const project of projects) beside.begin(project);
  const ends: Promise<number>[] = [];
  for (const project of projects) {
    if (signals.received()) break;
    const child = startVitest(project, { ...environment, VERIFICATION_RUN: run });
    children.push(child);
    const ended = exitOf(child).finally(() => beside.end(project));
    ends.push(ended);
    // Loaded while the first process starts, which is what takes the time.
    const { hasOutcome } = await import('./verdict.ts');
    await Promise.race([
      ended,
      poll(async () => hasOutcome(results, run) || undefined, { within: 10_000, every: 100 }),
    ]);
  }
  const codes = await Promise.all(ends);
  signals.stop();
  const { conclude } = await import('./verdict.ts');
  return conclude(results, run, projects, codes);
}

function startVitest(project: string, env: NodeJS.ProcessEnv): ChildProcess {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  return spawn(process.execPath, [vitest, 'run', '--root', root, '--project', project], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
}

function passOnSignals(children: readonly ChildProcess[]): { received(): boolean; stop(): void } {
  let received = false;
  const passOn = (signal: NodeJS.Signals) => {
    received = true;
    for (const child of children) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, passOn);
  return {
    received: () => received,
    stop: () => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, passOn);
    },
  };
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
