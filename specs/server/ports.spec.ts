import { check, expect } from '../../fixtures/index.ts';
import { ownerOf } from '../../helpers/host/backtrace-process.ts';
import { confGap, coronerdConf } from '../../helpers/host/conf-gap.ts';
import {
  bindsWithoutPort,
  expectedPorts,
  type PortSources,
  rowsWithoutPort,
} from '../../helpers/network/expected-ports.ts';
import { hostToConnect } from '../../helpers/network/host-to-connect.ts';
import { portSources, readListeners } from '../../helpers/network/listener-reading.ts';
import { reach } from '../../helpers/network/reach.ts';
import { Unanswered } from '../../helpers/unanswered.ts';

check('startup.listening', async ({ newHost, newServer, evidence }) => {
  const { gaps, ...stated } = await readListeners(newServer, newHost, { sockets: false });
  const sockets = await newHost.ask('sockets');
  const units = await newHost.ask('units');
  const processes = await newHost.ask('processes');
  const unknown = [...rowsWithoutPort(stated.rows), ...bindsWithoutPort(stated.conf ?? [])];
  for (const text of unknown) evidence.note(text);

  for (const { port, sources, loopbackOnly } of expectedPorts(portSources(stated))) {
    const what = `port ${port} (${sources.join(', ')})`;
    const listening = sockets.filter((socket) => socket.port === port);
    if (listening.length === 0 && sources.join() === 'console URL') {
      evidence.note(`nothing on the host listens on ${what}: a load balancer in front of it may`);
      continue;
    }
    expect.soft(listening.length, `${what}: sockets that listen`).toBeGreaterThan(0);
    for (const socket of listening) {
      const owner = ownerOf(socket, units, processes) ?? socket.process ?? 'unknown';
      expect.soft(owner, `${what}: owner`).toMatch(/^(coronerd|backtrace-)|^(nginx|haproxy)$/);
    }
    const addresses = listening.map(({ address }) => address).join(', ');
    if (loopbackOnly || listening.length === 0) continue;
    const reachable = listening.filter(({ loopback }) => !loopback);
    expect
      .soft(reachable.length, `${what}: addresses that others can reach (listens on ${addresses})`)
      .toBeGreaterThan(0);
  }
  if (gaps.length > 0) throw portsNotKnown(gaps.join('; '), newHost.name);
});

check('startup.firewall', async ({ newServer, hostIfAny, settings, evidence }) => {
  const { endpoints } = await newServer.login();
  const { listener: listenerRows = [] } = await newServer.rows(['listener']);
  const host = hostToConnect(settings.new);
  for (const text of rowsWithoutPort(listenerRows)) evidence.note(text);

  const tryPorts = async (conf: PortSources['conf'], besides: readonly number[] = []) => {
    const ports = expectedPorts({ url: newServer.url, endpoints, listenerRows, conf }).filter(
      ({ port, loopbackOnly }) => !loopbackOnly && !besides.includes(port),
    );
    const reached = await Promise.all(
      ports.map(({ port }) => reach(host, port, settings.http.connectTimeout)),
    );
    for (const [index, { port, sources }] of ports.entries()) {
      evidence.show(host, `connect to TCP port ${port}`, reached[index] ?? '');
      expect.soft(reached[index], `${host} port ${port} (${sources.join(', ')}) from here`).toBe('open');
    }
    return ports.map(({ port }) => port);
  };
  const tried = await tryPorts([]);
  if (!hostIfAny)
    return evidence.note('NEW_SSH is not set: ports that only coronerd.conf names were not tried');
  const conf = await hostIfAny.ask('conf');
  await tryPorts(conf.listeners, tried);
  for (const text of bindsWithoutPort(conf.listeners)) evidence.note(text);
  const gap = confGap(conf);
  if (gap) throw portsNotKnown(gap, hostIfAny.name);
});

function portsNotKnown(why: string, where: string): Unanswered {
  return new Unanswered(`ports that only coronerd.conf names are not known: ${why}`, {
    asked: 'listeners of coronerd.conf',
    where,
    next: `look at ${coronerdConf} on the host`,
  });
}
