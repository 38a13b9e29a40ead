import { parseArgs } from 'node:util';
import { connectOld } from '../helpers/coronerd/server.ts';
import { openHost } from '../helpers/host/host.ts';
import { saveBaseline } from '../helpers/inventory/baseline.ts';
import { unansweredIn } from '../helpers/inventory/entry.ts';
import { totalOf } from '../helpers/inventory/symbol-findings.ts';
import { entriesOf, takeInventory } from '../helpers/inventory/take.ts';
import { captureNetwork } from '../helpers/network/capture.ts';
import { redact, registerSecret } from '../helpers/redact.ts';
import { loadCaptureSettings } from '../helpers/settings/load.ts';
import type { CaptureSettings } from '../helpers/settings/settings.ts';
import { endWithUsage, orUnusable } from './unusable.ts';

const usage = `npm run capture -- FILE   saves what the old server holds (the baseline), while it still runs

Settings: OLD_URL and the other OLD_ ones; with OLD_SSH facts of its host are saved too. It only reads.
Later, verify with OLD_BASELINE=FILE. Exit code: 0 saved, 2 unusable settings, 3 something could not be read.`;

/** Takes inventory and host facts of the old server and saves them; says what could not be read. */
async function capture(file: string, { old, cutoff, http }: CaptureSettings): Promise<void> {
  registerSecret('token' in old.credentials ? old.credentials.token : old.credentials.password);
  const server = connectOld(old, http);
  const host = old.ssh ? openHost(old.ssh) : undefined;
  try {
    const { config } = await server.login();
    const { serverMs } = await server.clock();
    const until = Math.floor((cutoff?.getTime() ?? serverMs) / 1000);
    const [inventory, look] = await Promise.all([takeInventory(server, { cutoff: until }), host?.look()]);
    const network = await captureNetwork(server, look && { ask: async (key) => look.answer(key) }, {
      settings: old,
      http,
      minCertificateDays: 0,
    });
    const { configuration, errorCounts, symbols } = inventory;
    const gaps = unansweredIn(entriesOf(inventory));
    gaps.push(...network.gaps);
    saveBaseline(file, {
      takenAt: new Date().toISOString(),
      server: { url: old.url.origin, ...(config?.version ? { version: config.version } : {}) },
      inventory,
      sections: network.sections,
      ...(look ? { host: look.save() } : {}),
    });
    const errors = errorCounts.reduce((sum, { fields }) => sum + Number(fields.total ?? 0), 0);
    console.log(
      `Saved ${file}: ${inventory.projects.length} projects, ${errors} errors up to ${new Date(until * 1000).toISOString()},`,
    );
    console.log(
      `symbols: ${totalOf(symbols)}; ${configuration.entries.length} rows of configuration, ${look ? 'host facts' : 'no host facts (OLD_SSH is not set)'}; ${server.requests} requests.`,
    );
    console.log(`Verify with OLD_BASELINE=${file}.`);
    if (gaps.length === 0) return;
    console.error(
      `Not everything could be read; the steps that need it will be errors:\n  ${gaps.map(redact).join('\n  ')}`,
    );
    process.exitCode = 3;
  } finally {
    await Promise.allSettled([server.close(), host?.close()]);
  }
}

const { values, positionals } = endWithUsage(usage, () =>
  parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } }),
);
const [file, ...more] = positionals;
if (values.help) console.log(usage);
else if (!file || more.length > 0) {
  console.error(`${file ? 'One file, please.' : 'Which file?'}\n\n${usage}`);
  process.exitCode = 2;
} else {
  await capture(
    file,
    orUnusable(() => loadCaptureSettings()),
  ).catch((error: unknown) => {
    console.error(redact(`Nothing was saved: ${error instanceof Error ? error.message : String(error)}`));
    process.exitCode = 3;
  });
}
