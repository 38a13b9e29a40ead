import { check, expect } from '../../fixtures/index.ts';
import { backtraceProcess } from '../../helpers/host/backtrace-process.ts';
import {
  beyondReach,
  isSilent,
  journalGaps,
  knownBadLines,
  unfamiliarLines,
} from '../../helpers/host/log-lines.ts';
import { namesThisServer } from '../../helpers/network/names-this-server.ts';
import { namesOldHost } from '../../helpers/network/old-names.ts';
import { Unanswered } from '../../helpers/unanswered.ts';
import { compareVersions, versionIn } from '../../helpers/version-order.ts';

check('startup.version', async ({ newHost, newServer, oldVersion, settings, evidence }) => {
  const installed = await newHost.ask('version');
  const { config } = await newServer.login();
  const version = installed.installed ? installed.version : undefined;
  const running = reportedVersion(config?.version, newServer.url.origin);

  expect(installed.installed, '/opt/backtrace/sbin/coronerd is installed').toBe(true);
  expect
    .soft(running, 'version of the server that answers the API, against the installed binary')
    .toBe(version);
  const expected = settings.expect.version;
  if (expected) {
    expect.soft(version, 'installed version, against EXPECT_VERSION').toBe(expected);
    return;
  }
  const old = await oldVersion();
  if (old === undefined) {
    evidence.note(
      settings.oldBaseline
        ? 'EXPECT_VERSION is not set, and the baseline holds no version: any version passes'
        : 'neither EXPECT_VERSION nor an old server is configured: any version passes',
    );
    return;
  }
  evidence.show('old server', 'version', old);
  const order = compareVersions(running, old);
  expect
    .soft(order, `running ${running} is not older than ${old} of the old server`)
    .toBeGreaterThanOrEqual(0);
});

check('startup.units', async ({ newHost }) => {
  const units = await newHost.ask('units');
  const running = new Set((await newHost.ask('processes')).map(({ pid }) => pid));

  for (const name of ['coronerd.service', 'backtrace-proxy.service', 'backtrace-nginx.service']) {
    const unit = units.find((each) => each.name === name);
    expect.soft(unit?.load, `${name}: LoadState`).toBe('loaded');
    if (unit?.load !== 'loaded') continue;
    expect.soft(unit.file, `${name}: UnitFileState (starts at boot)`).toMatch(/^(enabled|generated)$/);
    expect.soft(`${unit.active}/${unit.sub}`, `${name}: ActiveState`).toBe('active/running');
    expect.soft(unit.result, `${name}: result of the last start`).toBe('success');
    expect.soft(running.has(unit.mainPid), `${name}: main process ${unit.mainPid} is alive`).toBe(true);
  }
});

check('startup.logs', async ({ newHost, oldHost, evidence }) => {
  const units = await newHost.ask('units');
  const journal = await newHost.ask('journal');
  const lines = [
    ...journal,
    ...(await newHost.ask('proxyJournal')),
    ...(await newHost.ask('nginxJournal')),
    ...(await newHost.ask('crashReportJournal')),
    ...(await newHost.ask('kernelLog')),
  ];
  const sought = await newHost.ask('knownBad').catch((error: unknown) => {
    evidence.note(`the journal was not searched: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  });
  for (const text of journalGaps(lines, units, sought)) evidence.note(text);
  expect.soft(knownBadLines([...beyondReach(sought ?? [], lines), ...lines], units)).toBeNone();
  if (isSilent(journal, units))
    throw new Unanswered('the journal has no line of coronerd since its start: its log was not seen', {
      asked: 'journalctl --unit=coronerd.service',
      where: newHost.name,
      next: 'see where coronerd logs on this host, and read it there',
    });

  // A baseline of an earlier version has the lines of all units in one.
  const oldLines = oldHost && [
    ...(await oldHost.ask('journal')),
    ...(await oldHost.ask('proxyJournal').catch(() => [])),
    ...(await oldHost.ask('nginxJournal').catch(() => [])),
    ...(await oldHost.ask('crashReportJournal').catch(() => [])),
  ];
  for (const text of unfamiliarLines(lines, units, oldLines)) evidence.note(text);
});

check('startup.is-configured', async ({ newServer }) => {
  const reply = await newServer.isConfigured();

  expect(reply.status, 'HTTP status of /api/is_configured').toBe(200);
  expect(
    JSON.stringify(Buffer.from(reply.body).toString('latin1').slice(0, 80)),
    'body of /api/is_configured',
  ).toBe('"1"');
});

check('startup.crash-report', async ({ newHost, newServer, oldNamesIfAny, settings }) => {
  const units = await newHost.ask('units');
  const unit = units.find(({ name }) => name === 'coronerd-crash-report.service');
  expect.soft(unit?.load, 'coronerd-crash-report: LoadState').toBe('loaded');
  expect
    .soft(unit?.file, 'coronerd-crash-report: UnitFileState (starts at boot)')
    .toMatch(/^(enabled|generated)$/);
  expect.soft(`${unit?.active}/${unit?.sub}`, 'coronerd-crash-report: ActiveState').toBe('active/running');

  const processes = backtraceProcess('coronerd-crash-report.service', units, await newHost.ask('processes'));
  expect.soft(processes.childAlive, 'coronerd-crash-report: the monitored child is alive').toBe(true);

  const conf = await newHost.ask('crashReportConf');
  expect(conf.present, '/etc/coronerd/coroner.cf exists').toBe(true);
  // The DNS name of the listener is not asked: it may have been copied from the old server.
  const own = [newServer.url.hostname, await newHost.ask('hostname').catch(() => undefined)];
  const writesTo = conf.write?.host;
  const old = await oldNamesIfAny?.();
  const isOld = old !== undefined && namesOldHost(writesTo ?? '', old);
  expect(isOld, `coroner.cf writes to "${writesTo}", which names the old server`).toBe(false);
  const isOwn = await namesThisServer(writesTo, own, settings.new);
  expect(
    isOwn,
    `coroner.cf writes to "${writesTo}", which names this server (${own.filter(Boolean).join(', ')})`,
  ).toBe(true);
});

function reportedVersion(text: string | undefined, where: string): string {
  const version = versionIn(text ?? '');
  if (version) return version;
  throw new Unanswered(`the server reports "${text ?? 'nothing'}" as config.version of its login document`, {
    asked: 'POST /api/login',
    where,
    next: 'look at Help > About in the console',
  });
}
