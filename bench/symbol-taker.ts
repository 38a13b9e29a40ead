import { connectOld } from '../helpers/coronerd/server.ts';
import { missingFindings, totalOf, uploadedFindings } from '../helpers/inventory/symbol-findings.ts';
import { takeMissingSymbols, takeSymbols } from '../helpers/inventory/symbols.ts';
import { readSettings } from '../helpers/settings/read.ts';
import type { Measured } from './symbols.ts';

/** Takes both sides from the server of the bench and compares them; sends what it measured to its parent. */
const [port, list] = process.argv.slice(2);
const uploaded = list === 'symbols';
const before = peakMegabytes();
const begin = performance.now();
const cpu = process.cpuUsage();
const [old, fresh] = [await take('old'), await take('new')];
const taken = performance.now();
const { findings } = uploaded ? uploadedFindings(old, fresh) : missingFindings(old, fresh, []);
const end = performance.now();
const { user, system } = process.cpuUsage(cpu);
const peak = peakMegabytes();
const measured: Measured = {
  seconds: (end - begin) / 1000,
  before,
  peak,
  findings,
  said: `${totalOf(old)} against ${totalOf(fresh)}: taken in ${((taken - begin) / 1000).toFixed(2)} s, compared in ${((end - taken) / 1000).toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s of processor; peak ${peak} MB (${before} MB before)`,
};
process.send?.(measured);

async function take(side: string) {
  const settings = readSettings({
    NEW_URL: `http://127.0.0.1:${port}`,
    NEW_TOKEN: 'token-of-the-bench',
    HTTP_TIMEOUT_SECONDS: '60',
  });
  const server = connectOld(settings.new, settings.http);
  const project = { universe: side, name: 'p', pid: 1, deleted: false };
  try {
    const entries = await (uploaded ? takeSymbols : takeMissingSymbols)(server, [project], 2_000_000_000);
    return entries.map((entry) => ({ ...entry, key: 'acme/p' }));
  } finally {
    await server.close();
  }
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
