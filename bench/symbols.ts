import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Of one measurement: seconds of taking and comparing both sides, and peak of resident memory in megabytes. */
export interface Measured {
  seconds: number;
  before: number;
  peak: number;
  findings: string[];
  said: string;
}

const bounds = { seconds: 10, megabytes: 600 };

/**
 * Takes the lists of uploaded and of missing symbols, so many a side and a quarter of them, from two servers and
 * compares them, each in a process of its own; prints time, memory, and how memory grows. False where a bound is
 * broken, memory grows faster than the list, or the one difference is not found.
 */
export async function symbols(count: number): Promise<boolean> {
  let good = true;
  for (const list of ['symbols', 'missing_symbols']) {
    const quarter = await measured(Math.floor(count / 4), list);
    const whole = await measured(count, list);
    const grown = (whole.peak - whole.before) / Math.max(1, quarter.peak - quarter.before);
    for (const { said, findings } of [quarter, whole]) {
      console.log(`${list}: ${said}`);
      for (const finding of findings) console.log(`  ${finding}`);
    }
    console.log(`${list}: four times the symbols take ${grown.toFixed(2)} times the memory`);
    const found = [quarter, whole].every(({ findings }) => findings.length === 1);
    good &&= found && whole.seconds < bounds.seconds && whole.peak < bounds.megabytes && grown <= 4.4;
  }
  return good;
}

/** Memory is that of a process: a list before this one would be in its peak. */
async function measured(count: number, list: string): Promise<Measured> {
  const maker = fork(fileURLToPath(new URL('symbol-server.ts', import.meta.url)), [String(count), list]);
  try {
    const port = await messageOf<number>(maker, 'the server of symbols');
    const taker = fork(fileURLToPath(new URL('symbol-taker.ts', import.meta.url)), [String(port), list]);
    return await messageOf<Measured>(taker, 'the comparison of symbols');
  } finally {
    maker.removeAllListeners('exit').kill();
  }
}

function messageOf<T>(child: ReturnType<typeof fork>, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
}
