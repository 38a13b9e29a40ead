import { parseArgs } from 'node:util';
import { endWithUsage, loadKnownSettings, orUnusable } from './unusable.ts';
import { allProjects, verify } from './verify/run.ts';

const usage = `npm run verify [-- PROJECT…]   verifies the new server; projects: ${allProjects.join(', ')} (default: all)

Settings come from .env and the environment. Exit code: 0 verified, 1 the server is not as it should be,
2 unusable settings, 3 something could not be found out, 129, 130 or 143 interrupted by a signal.`;

const { values, positionals } = endWithUsage(usage, () =>
  parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } }),
);
const strange = positionals.find((word) => !allProjects.some((project) => project === word));
if (values.help) console.log(usage);
else if (strange) {
  console.error(`There is no project "${strange}".\n\n${usage}`);
  process.exitCode = 2;
} else {
  const { results } = orUnusable(loadKnownSettings);
  process.exitCode = await verify(positionals.length > 0 ? positionals : allProjects, results, process.env);
}
