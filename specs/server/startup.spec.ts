import { check, expect } from '../../fixtures/index.ts';
import { backtraceProcess, ownerOf } from '../../helpers/host/backtrace-process.ts';
import { knownBadLines, unfamiliarLines } from '../../helpers/host/log-lines.ts';
import { expectedPorts } from '../../helpers/network/expected-ports.ts';
import { namesThisServer } from '../../helpers/network/names-this-server.ts';
import { reach } from '../../helpers/network/reach.ts';
import { compareVersions, versionIn } from '../../helpers/version-order.ts';

check('startup.version', async ({ newHost, newServer, oldVersion, settings, evidence }) => {
  const installed = await newHost.ask('version');
  const { config } = await newServer.login();
  const version = installed.installed ? installed.version : undefined;
  const running = versionIn(config?.version ?? '');

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
    evidence.note('neither EXPECT_VERSION nor an old server is configured: any version passes');
    return;
  }
  evidence.show('old server', 'version', old);
  expect
    .soft(
      compareVersions(version ?? '', old),
      `installed ${version} is not older than ${old} of the old server`,
    )
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

check('startup.listening', async ({ newHost, newServer }) => {
  const { endpoints } = await newServer.login();
  const { listener = [] } = await newServer.rows(['listener']);
  const { listeners } = await newHost.ask('conf');
  const sockets = await newHost.ask('sockets');
  const units = await newHost.ask('units');
  const processes = await newHost.ask('processes');

  for (const { port, sources, loopbackOnly } of expectedPorts({
    url: newServer.url,
    endpoints,
    listenerRows: listener,
    conf: listeners,
  })) {
    const what = `port ${port} (${sources.join(', ')})`;
    const listening = sockets.filter((socket) => socket.port === port);
    expect.soft(listening.length, `${what}: sockets that listen`).toBeGreaterThan(0);
    if (listening.length === 0) continue;
    const owners = listening.map(
      (socket) => ownerOf(socket, units, processes) ?? socket.process ?? 'unknown',
    );
    expect.soft(owners.join(', '), `${what}: owner`).toMatch(/^(coronerd|backtrace-)/);
    if (!loopbackOnly) {
      const reachable = listening.filter((socket) => !socket.loopback).map((socket) => socket.address);
      expect
        .soft(
          reachable.length,
          `${what}: addresses that others can reach (listens on ${listening.map((socket) => socket.address).join(', ')})`,
        )
        .toBeGreaterThan(0);
    }
  }
});

check('startup.firewall', async ({ newServer, settings, evidence }) => {
  const { endpoints } = await newServer.login();
  const { listener = [] } = await newServer.rows(['listener']);
  const ports = expectedPorts({ url: newServer.url, endpoints, listenerRows: listener, conf: [] });
  const host = settings.new.address ?? newServer.url.hostname;

  const reached = await Promise.all(
    ports.map(async ({ port }) => reach(host, port, settings.http.connectTimeout)),
  );
  for (const [index, { port, sources }] of ports.entries()) {
    evidence.show(host, `connect to TCP port ${port}`, reached[index] ?? '');
    expect.soft(reached[index], `${host} port ${port} (${sources.join(', ')}) from here`).toBe('open');
  }
});

check('startup.logs', async ({ newHost, oldHost, evidence }) => {
  const units = await newHost.ask('units');
  const lines = [...(await newHost.ask('journal')), ...(await newHost.ask('kernelLog'))];
  const oldLines = oldHost ? await oldHost.ask('journal') : undefined;

  for (const line of unfamiliarLines(lines, units, oldLines)) evidence.note(line);
  expect(knownBadLines(lines, units)).toBeNone();
});

check('startup.is-configured', async ({ newServer }) => {
  const reply = await newServer.isConfigured();

  expect(reply.status, 'HTTP status of /api/is_configured').toBe(200);
  expect(
    JSON.stringify(Buffer.from(reply.body).toString('latin1').slice(0, 80)),
    'body of /api/is_configured',
  ).toBe('"1"');
});

check('startup.crash-report', async ({ newHost, newServer, settings }) => {
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
  const { listener = [] } = await newServer.rows(['listener']);
  const own = [newServer.url.hostname, await newHost.ask('hostname'), ...listener.map((row) => row.dns_name)];
  const isOwn = await namesThisServer(conf.write?.host, own, settings.new);
  expect(
    isOwn,
    `coroner.cf writes to "${conf.write?.host}", which names this server (${own.filter(Boolean).join(', ')})`,
  ).toBe(true);
});
