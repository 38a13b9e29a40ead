import { loadPair } from '../lab/cli/load.ts';
import { readOptions } from '../lab/cli/options.ts';
import { UsageError } from '../lab/cli/usage.ts';
import { startPair } from '../lab/pair.ts';
import { allProjects, verify } from './verify/run.ts';

/** Time between the two looks at a host, which a simulated one does not need more of. */
const short = { OBSERVE_SECONDS: '5' };

/**
 * Verifies the embedded pair of servers. Options are those of the lab that shape the pair, for example
 * `--fault token-changed` or `--seed 7`; projects to verify may follow.
 */
async function demo(args: string[]): Promise<number> {
  const options = readOptions(args);
  const strange = options.command.find((word) => !allProjects.some((project) => project === word));
  if (strange) throw new UsageError(`There is no project "${strange}"; they are ${allProjects.join(', ')}.`);
  const projects = options.command.length > 0 ? options.command : allProjects;
  if (projects.includes('ui') || projects.includes('sso')) {
    // Playwright takes long to load.
    const { installChromium } = await import('./install-chromium.ts');
    installChromium();
  }
  const pair = await startPair(await loadPair(options));
  try {
    const environment = { ...short, ...process.env, ...pair.environment, RESULTS_DIR: 'results' };
    return await verify(projects, 'results', environment);
  } finally {
    await pair.close();
  }
}

demo(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    console.error(
      `${error.message}\nUsage: npm run demo [-- --fault NAME --seed N … PROJECT…]; npm run lab -- --faults lists the faults.`,
    );
    process.exit(2);
  },
);
