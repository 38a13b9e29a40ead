import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Times `npm run demo`, whole and for the projects without a browser, so many runs one after the other. */
export function demo(runs: number): boolean {
  for (const projects of [['server', 'data'], []]) {
    const seconds = Array.from({ length: runs }, () => timeOf(projects).toFixed(1));
    const what = ['npm run demo', ...projects].join(' ');
    console.log(`${what}: ${seconds.join(', ')} s wall`);
  }
  return true;
}

function timeOf(projects: readonly string[]): number {
  const begin = performance.now();
  const { status } = spawnSync('npm', ['run', '-s', 'demo', '--', ...projects], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`the demo ended with exit code ${status}`);
  return (performance.now() - begin) / 1000;
}
