import { browser } from './browser.ts';
import { data } from './data.ts';
import { demo } from './demo.ts';
import { host } from './host.ts';
import { seeds } from './seeds.ts';
import { steps } from './steps.ts';
import { symbols } from './symbols.ts';

/** `npm run bench -- NAME [NUMBER]`: prints figures as measured on this machine. */
const benches: Record<string, (number: number | undefined) => Promise<boolean> | boolean> = {
  demo: (runs) => demo(runs ?? 3),
  steps: () => steps(),
  host: () => host(),
  data: (projects) => data(projects ?? 200),
  browser: (projects) => browser(projects ?? 50),
  symbols: (count) => symbols(count ?? 1_000_000),
  seeds: (count) => seeds(count ?? 100),
};

const [name = '', number] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  console.error(`npm run bench -- NAME [NUMBER], NAME being one of ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else if (!(await bench(number === undefined ? undefined : Number(number)))) {
  process.exitCode = 1;
}
