import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Times the inventories of both sides with so many projects a side; the pair has a process of its own. */
export function data(projects: number): boolean {
  const size = ['--projects', String(projects), '--errors', String(projects * 250)];
  const node = [process.execPath, '--import', 'tsx'];
  const [program = '', ...words] = [...node, file('../lab/cli.ts'), ...size, ...node, file('inventories.ts')];
  return spawnSync(program, words, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}
