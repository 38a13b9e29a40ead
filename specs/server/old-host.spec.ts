import { check, expect } from '../../fixtures/index.ts';
import { ServerRefused } from '../../helpers/coronerd/refused.ts';
import { hostNamesIn } from '../../helpers/host/parse/host-names-in.ts';
import { hostsInRows } from '../../helpers/inventory/rows-naming.ts';
import { namesOldHost } from '../../helpers/network/old-names.ts';

/** A name without dots, which only its key tells from any other word. */
const isShort = ({ host }: { host: string }) => !/[.:]/.test(host);

check('beyond.old-host-references', async ({ oldNames, newServer, hostIfAny, evidence }) => {
  const old = await oldNames();
  const isOld = ({ host }: { host: string }) => namesOldHost(host, old);

  const types = Object.keys(await newServer.schema()).sort();
  const inRows = [...(await newServer.rowResults(types))].flatMap(([type, rows]) => {
    if (!(rows instanceof ServerRefused)) return hostsInRows(type, rows);
    evidence.note(`rows of type ${type} were not looked at: ${rows.message}`);
    return [];
  });
  const services = await newServer.services();
  const inEndpoints = services.flatMap(({ name, endpoint }) =>
    hostNamesIn(endpoint).map((host) => ({ place: `/api/config, endpoint of ${name}`, host })),
  );
  const findings = [...inRows, ...inEndpoints]
    .filter(isOld)
    .map(({ place, host }) => `${place} names the old host: ${host}`);
  expect.soft(findings).toBeNone();

  if (!hostIfAny) return evidence.note('NEW_SSH is not set: configuration files were not looked at');
  const inLines = (await hostIfAny.ask('namedHosts')).map(({ file, line, host }) => ({
    place: `${file}, line ${line}`,
    host,
  }));
  const parsed = [
    { path: '/etc/coronerd/coronerd.conf', hosts: (await hostIfAny.ask('conf')).hosts },
    ...(await hostIfAny.ask('sideConf')),
  ];
  const inSettings = parsed.flatMap(({ path, hosts }) =>
    hosts.filter(isShort).map(({ key, host }) => ({ place: `${path}, ${key}`, host })),
  );
  const inFiles = [...inLines, ...inSettings]
    .filter(isOld)
    .map(({ place, host }) => `${place} names the old host: ${host}`);
  expect.soft([...new Set(inFiles)]).toBeNone();
});
