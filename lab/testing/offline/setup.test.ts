import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'planted-'));
afterAll(() => rmSync(folder, { recursive: true }));

const config = {
  test: { include: ['*.test.mjs'], setupFiles: [join(root, 'lab/testing/offline/setup.ts')] },
};
const imports = `import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { afterAll, it } from 'vitest';
`;

/** Exit code of Vitest for one test file, and what it printed. */
async function runFile(source: string): Promise<{ exitCode: number; printed: string }> {
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)}`);
  writeFileSync(join(folder, 'planted.test.mjs'), imports + source);
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const [exitCode] = await once(child, 'close');
  return { exitCode, printed };
}

symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
const inChild = `await fetch('http://leaves.example/').catch(() => {})`;

it.each([
  ['catches the error', `it('x', () => fetch('http://leaves.example/').catch(() => {}))`],
  [
    'starts a child process that catches the error',
    `it('x', () => { execFileSync(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(inChild)}]) })`,
  ],
  [
    'leaves when its tests are over',
    `it('x', () => {}); afterAll(() => new Promise((done) => { connect(80, 'leaves.example').on('error', done) }))`,
  ],
])('a test file that %s fails, with the name', async (_what, source) => {
  const { exitCode, printed } = await runFile(source);
  expect(printed).toContain('a test must not leave this machine: leaves.example port 80 (by net connect)');
  expect(exitCode).toBe(1);
});

it('a test file that stays here passes', async () => {
  const { exitCode, printed } = await runFile(
    `it('x', () => { execFileSync(process.execPath, ['-e', '0']) })`,
  );
  expect(printed).toContain('1 passed');
  expect(exitCode).toBe(0);
});
