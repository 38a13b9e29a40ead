import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { restartSudoersLines } from './privilege.ts';

test('README gives the lines that a restart needs', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`\`\`\`\n${restartSudoersLines('verify').join('\n')}\n\`\`\``);
});
