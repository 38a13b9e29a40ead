import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { UsageError } from './usage.ts';

const forwarded = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;

/**
 * Runs a command with the variables set and gives its exit code, 128 + N when signal N ended it. Signals go on to it.
 * Throws a `UsageError` when it cannot be started.
 */
export async function runCommand(
  [name = '', ...args]: string[],
  variables: Record<string, string>,
): Promise<number> {
  const child = spawn(name, args, { stdio: 'inherit', env: { ...process.env, ...variables } });
  const forward = (signal: NodeJS.Signals) => {
    // A terminal sends Ctrl-C to the command by itself; twice would make many commands give up at once.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', (error) => reject(new UsageError(`Cannot run '${name}': ${error.message}`)));
      child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    for (const signal of forwarded) process.off(signal, forward);
  }
}
