import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import { confGap, coronerdConf } from '../host/conf-gap.ts';
import { hostNamesIn } from '../host/parse/host-names-in.ts';
import type { AskedHost } from '../network/listener-reading.ts';
import { Unanswered } from '../unanswered.ts';
import { hostsInRows } from './rows-naming.ts';

/** A host that the configuration of a server names. */
export interface NamedPlace {
  place: string;
  host: string;
}

/** Every host that the configuration names, and what of it was not looked at. */
export interface NamedPlaces {
  places: NamedPlace[];
  /** What could not be looked at, and why. */
  gaps: string[];
  /** What was looked at in a part only. */
  notes: string[];
}

type Server = Pick<ReadableServer, 'schema' | 'rowResults' | 'services'>;

/** Looks at every row, the endpoints of the services and, where there is a host, its configuration files; each by itself. */
export async function namedPlaces(server: Server, host: AskedHost | undefined): Promise<NamedPlaces> {
  const found: NamedPlaces = { places: [], gaps: [], notes: [] };
  await orGap(found, () => rows(server, found));
  await orGap(found, () => endpoints(server, found));
  if (host) {
    await orGap(found, () => lines(host, found));
    await orGap(found, () => coronerd(host, found));
    await orGap(found, () => sideServices(host, found));
  }
  return { ...found, gaps: [...new Set(found.gaps)] };
}

async function orGap({ gaps }: NamedPlaces, look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (!(error instanceof Unanswered || error instanceof ServerRefused)) throw error;
    gaps.push(error.message);
  }
}

async function rows(server: Server, { places, gaps }: NamedPlaces): Promise<void> {
  const types = Object.keys(await server.schema()).sort();
  for (const [type, result] of await server.rowResults(types)) {
    if (result instanceof ServerRefused)
      gaps.push(`rows of type ${type} were not looked at: ${result.message}`);
    else places.push(...hostsInRows(type, result));
  }
}

async function endpoints(server: Server, { places }: NamedPlaces): Promise<void> {
  for (const { name, endpoint } of await server.services())
    for (const host of hostNamesIn(endpoint))
      places.push({ place: `/api/config, endpoint of ${name}`, host });
}

async function lines(host: AskedHost, { places, gaps }: NamedPlaces): Promise<void> {
  const { hosts, unread } = await host.ask('namedHosts');
  places.push(...hosts.map(({ file, line, host }) => ({ place: `${file}, line ${line}`, host })));
  gaps.push(...unread.map(({ file, why }) => `${file} could not be read: ${why}`));
}

async function coronerd(host: AskedHost, { places, gaps, notes }: NamedPlaces): Promise<void> {
  const conf = await host.ask('conf');
  places.push(...shortNames(coronerdConf, conf.hosts));
  const gap = confGap(conf);
  // Its lines were looked at all the same.
  if (gap && conf.readable) notes.push(`${gap}: names without dots in it may not have been seen`);
  else if (gap) gaps.push(`${gap}: it was not looked at`);
}

async function sideServices(host: AskedHost, { places, notes }: NamedPlaces): Promise<void> {
  for (const { path, hosts, cut } of await host.ask('sideConf')) {
    places.push(...shortNames(path, hosts));
    if (cut) notes.push(`${path} is too long: names without dots in it may not have been seen`);
  }
}

/** Names without dots, which only their keys tell from any other word; the others were found in the lines. */
function shortNames(path: string, hosts: readonly { key: string; host: string }[]): NamedPlace[] {
  return hosts
    .filter(({ host }) => !/[.:]/.test(host))
    .map(({ key, host }) => ({ place: `${path}, ${key}`, host }));
}
