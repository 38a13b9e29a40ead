import { check, expect } from '../../fixtures/index.ts';
import { confFindings } from '../../helpers/services/conf-findings.ts';
import { readServiceLayer } from '../../helpers/services/layer-reply.ts';
import { listeningOf } from '../../helpers/services/listening.ts';
import { missingServices } from '../../helpers/services/missing.ts';
import { serviceName } from '../../helpers/services/service-name.ts';
import { Unanswered } from '../../helpers/unanswered.ts';

const none = 'neither the server nor the host names a side service';

check('services.conf', async ({ installed, newHost, oldHost, oldNamesIfAny, evidence, skipAs }) => {
  const { services } = await installed();
  const old = await oldNamesIfAny?.();
  const facts = {
    files: await newHost.ask('sideFiles'),
    conf: await newHost.ask('sideConf'),
    namedHosts: (await newHost.ask('namedHosts')).hosts,
  };
  const found = services.map((service) => confFindings(service, facts, old));
  const seen = found.flatMap((each) => each.seen);
  evidence.show(newHost.name, 'configuration of the services', seen.join('\n') || 'none');
  for (const text of found.flatMap(({ notes }) => notes)) evidence.note(text);
  expect.soft(found.flatMap(({ findings }) => findings)).toBeNone();

  if (oldHost) {
    const onOld = {
      units: await oldHost.ask('sideUnits'),
      unitFiles: await oldHost.ask('sideUnitFiles'),
      files: await oldHost.ask('sideFiles'),
    };
    expect.soft(missingServices(onOld, services)).toBeNone();
  } else evidence.note('no old host is configured: that it had no further service was not looked at');
  if (services.length === 0) return skipAs('not applicable', none);

  const unread = found.flatMap((each) => each.unread);
  if (unread.length > 0)
    throw new Unanswered(`could not be read: ${unread.join(', ')}`, {
      asked: 'configuration of the side services',
      where: newHost.name,
      next: 'look at them on the host',
    });
});

check('services.status', async ({ installed, newServer, skipAs }) => {
  const { services } = await installed();
  if (services.length === 0) return skipAs('not applicable', none);
  const reply = await newServer.serviceLayer('status');
  const listed = readServiceLayer(reply, newServer.url.origin);

  const unclear: string[] = [];
  for (const { name, namedBy } of services) {
    const entry = listed.find((each) => serviceName(each.name) === name);
    const what = `${name} (named by ${namedBy.join(', ')})`;
    expect.soft(entry ? 'listed' : 'not listed', `${what} in the service status`).toBe('listed');
    if (entry?.condition === 'unknown') unclear.push(`${name} (${entry.said || 'nothing is said of it'})`);
    else if (entry) expect.soft(entry.condition, `${what} by the service status: ${entry.said}`).toBe('well');
  }
  if (unclear.length > 0)
    throw new Unanswered(`whether a service is well could not be told: ${unclear.join(', ')}`, {
      asked: 'POST /api/svclayer (status)',
      where: newServer.url.origin,
      next: 'run `morgue service status` and read it',
    });
});

check('services.ports', async ({ installed, newHost, newServer, settings, evidence, skipAs }) => {
  const { services } = await installed();
  if (services.length === 0) return skipAs('not applicable', none);
  const facts = {
    sockets: await newHost.ask('sockets'),
    processes: await newHost.ask('processes'),
    sideProcesses: await newHost.ask('sideProcesses'),
    conf: await newHost.ask('sideConf'),
  };
  const { hostname, host } = await newServer.login();
  const own = [
    settings.new.url.hostname,
    hostname,
    host,
    await newHost.ask('hostname'),
    settings.new.address,
  ];
  const ownNames = [...own, ...(await newHost.ask('addresses')), 'localhost', '127.0.0.1', '::1']
    .filter((name) => name !== undefined)
    .map((name) => name.toLowerCase());

  const found = services.map((service) => listeningOf(service, { ...facts, ownNames }));
  const seen = found.flatMap((each, index) => each.seen.map((text) => `${services[index]?.name}: ${text}`));
  evidence.show(newHost.name, 'ports of the services', seen.join('\n') || 'none');
  for (const text of found.flatMap(({ notes }) => notes)) evidence.note(text);
  expect.soft(found.flatMap(({ findings }) => findings)).toBeNone();
  const unknown = found.flatMap((each) => each.unknown);
  if (unknown.length > 0)
    throw new Unanswered(unknown.join('; '), {
      asked: 'ports of the side services',
      where: newHost.name,
      next: 'look with `sudo ss -lntp` on the host',
    });
});
