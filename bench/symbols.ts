import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { connectOld } from '../helpers/coronerd/server.ts';
import { totalOf, uploadedFindings } from '../helpers/inventory/symbol-findings.ts';
import { takeSymbols } from '../helpers/inventory/symbols.ts';
import { readSettings } from '../helpers/settings/read.ts';

const bounds = { seconds: 10, megabytes: 600 };

/**
 * Takes lists of so many symbols from two servers in another process and compares them; prints the time and this
 * process's peak of resident memory. False where either is over its bound, or the one difference is not found.
 */
export async function symbols(count: number): Promise<boolean> {
  const maker = fork(fileURLToPath(new URL('symbol-server.ts', import.meta.url)), [String(count)]);
  const port = await new Promise<number>((resolve, reject) => {
    maker.once('message', (message) => resolve(Number(message)));
    maker.once('exit', (code) => reject(new Error(`the server of symbols ended with ${code}`)));
  });
  try {
    const before = peakMegabytes();
    const begin = performance.now();
    const cpu = process.cpuUsage();
    const [old, fresh] = [await take(port, 'old'), await take(port, 'new')];
    const taken = performance.now();
    const { findings } = uploadedFindings(old, fresh);
    const end = performance.now();
    const seconds = (end - begin) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const peak = peakMegabytes();
    console.log(
      `${totalOf(old)} against ${totalOf(fresh)}: taken in ${((taken - begin) / 1000).toFixed(2)} s, compared in ${((end - taken) / 1000).toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s of processor; peak ${peak} MB (${before} MB before)`,
    );
    for (const finding of findings) console.log(`  ${finding}`);
    return findings.length === 1 && seconds < bounds.seconds && peak < bounds.megabytes;
  } finally {
    maker.removeAllListeners('exit').kill();
  }
}

async function take(port: number, side: string) {
  const settings = readSettings({
    NEW_URL: `http://127.0.0.1:${port}`,
    NEW_TOKEN: 'token-of-the-bench',
    HTTP_TIMEOUT_SECONDS: '60',
  });
  const server = connectOld(settings.new, settings.http);
  const project = { universe: side, name: 'p', pid: 1, deleted: false };
  try {
    return (await takeSymbols(server, [project], 2_000_000_000)).map((entry) => ({
      ...entry,
      key: 'acme/p',
    }));
  } finally {
    await server.close();
  }
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
