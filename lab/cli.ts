import { once } from 'node:events';
import { readOptions } from './cli/options.ts';
import { UsageError, usage } from './cli/usage.ts';

/** Runs the lab's command line; gives the exit code. */
async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options.mode === 'help') return print(usage);
  if (options.mode === 'faults') return print((await import('./cli/faulty.ts')).listFaults());
  const { loadPair } = await import('./cli/load.ts');
  const state = await loadPair(options);
  if (options.mode === 'print-state') return print(`${JSON.stringify(state, null, 1)}\n`);
  // From here on a signal must not end the lab before it has cleaned up.
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  const { startPair } = await import('./pair.ts');
  const pair = await startPair(state);
  try {
    if (options.command.length > 0) {
      const { runCommand } = await import('./cli/run-command.ts');
      return await runCommand(options.command, pair.environment);
    }
    const { environmentFile } = await import('./cli/environment-file.ts');
    await print(environmentFile(pair.environment));
    process.stderr.write('The lab is up. Ctrl-C stops it.\n');
    await interrupted;
    return 0;
  } finally {
    await pair.close();
  }
}

async function print(text: string): Promise<number> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  return 0;
}

// A reader such as `head` may go away before everything is printed.
process.stdout.on('error', () => process.exit(0));

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\nnpm run lab -- --help explains the options.\n`);
    process.exit(2);
  },
);
