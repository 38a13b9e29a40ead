import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { poll } from '../../helpers/poll.ts';
import { Beside } from '../../helpers/verdict/beside.ts';
import { outliveReader } from '../../helpers/verdict/closed-output.ts';
import { runners } from './runners.ts';
import type { Ended } from './verdict.ts';

/** The projects of a whole verification, in the order in which they start. */
export const allProjects = ['server', 'data', 'ui', 'sso'] as const;

/** Projects that run in one process: those in a browser share it and its login. */
const processes: readonly { runs: keyof typeof runners; projects: readonly string[] }[] = [
  { runs: 'vitest', projects: ['server'] },
  { runs: 'vitest', projects: ['data'] },
  { runs: 'playwright', projects: ['ui', 'sso'] },
];

/**
 * Runs the projects in processes of their own, side by side, and puts one verdict together; gives the exit code.
 * The first one gets a head start: it has steps that wait for time to pass, which the others use. The step that
 * restarts the server waits until no other project is under way.
 */
export async function verify(
  projects: readonly string[],
  results: string,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  outliveReader();
  const run = `${Date.now()}-${process.pid}`;
  const beside = new Beside(results);
  const children: ChildProcess[] = [];
  const signals = passOnSignals(children);
  for (const project of projects) beside.begin(project);
  const ends: Promise<Ended>[] = [];
  for (const { runs, projects: able } of processes) {
    const wanted = able.filter((project) => projects.includes(project));
    if (signals.received() || wanted.length === 0) continue;
    const child = start(runs, wanted, { ...environment, VERIFICATION_RUN: run });
    children.push(child);
    const ended = exitOf(child).finally(() => {
      for (const project of wanted) beside.end(project);
    });
    ends.push(ended.then((code) => ({ projects: wanted, code })));
    // Loaded while the first process starts, which is what takes the time.
    const { hasOutcome } = await import('./verdict.ts');
    await Promise.race([
      ended,
      poll(async () => hasOutcome(results, run) || undefined, { within: 10_000, every: 100 }),
    ]);
  }
  const ended = await Promise.all(ends);
  signals.stop();
  const { conclude } = await import('./verdict.ts');
  return conclude(results, run, ended);
}

const root = fileURLToPath(new URL('../..', import.meta.url));

function start(
  runs: keyof typeof runners,
  projects: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcess {
  const named = projects.map((project) => `--project=${project}`);
  const words =
    runs === 'vitest'
      ? [runners.vitest, 'run', '--root', root, ...named]
      : [runners.playwright, 'test', '--config', root, ...named];
  return spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'], env });
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
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 128 + constants.signals[signal] : 1)));
  });
}
