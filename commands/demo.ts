import { fileURLToPath } from 'node:url';

/**
 * Verifies the embedded pair of servers. Options are those of the lab, for example `--fault token-changed`; projects
 * to verify may follow.
 */
const verify = fileURLToPath(new URL('./verify.ts', import.meta.url));
const [node = '', script = '', ...given] = process.argv;
const firstWord = given.findIndex(
  (word, index) => !word.startsWith('-') && !given[index - 1]?.startsWith('--'),
);
const [options, projects] = firstWord < 0 ? [given, []] : [given.slice(0, firstWord), given.slice(firstWord)];

process.argv = [node, script, ...options, '--', node, '--import', 'tsx', verify, ...projects];
await import('../lab/cli.ts');
