import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Times `npm run demo`, so many runs one after the other. */
export function demo(runs: number): boolean {
  const seconds = Array.from({ length: runs }, () => {
    const begin = performance.now();
    const { status } = spawnSync('npm', ['run', '-s', 'demo'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error(`the demo ended with exit code ${status}`);
    return (performance.now() - begin) / 1000;
  });
  console.log(`npm run demo: ${seconds.map((each) => each.toFixed(1)).join(', ')} s wall`);
  return true;
}
