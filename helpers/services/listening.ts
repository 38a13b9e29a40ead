import { processTree } from '../host/backtrace-process.ts';
import type { FactOf } from '../host/catalogue.ts';
import { plainName } from '../host/parse/host-names-in.ts';
import type { InstalledService } from './installed.ts';
import { confDirectories, serviceName } from './service-name.ts';

type Socket = FactOf<'sockets'>[number];
type Listen = FactOf<'sideConf'>[number]['listens'][number];

export interface ListenFacts {
  sockets: FactOf<'sockets'>;
  processes: FactOf<'processes'>;
  sideProcesses: FactOf<'sideProcesses'>;
  conf: FactOf<'sideConf'>;
  /** Names and addresses of the server, lower case. */
  ownNames: readonly string[];
}

export interface Listening {
  /** What is wrong. */
  findings: string[];
  notes: string[];
  /** Where it listens and who holds that, for the evidence. */
  seen: string[];
  /** Why it could not be found out. */
  unknown: string[];
}

interface Expected {
  port: number;
  /** What names it. */
  source: string;
  /** Another server may stand in front of the service there. */
  fronted: boolean;
}

const nothing = (): Listening => ({ findings: [], notes: [], seen: [], unknown: [] });

/** Whether a service listens on its ports, with its own processes; without a known port, on any. */
export function listeningOf(service: InstalledService, facts: ListenFacts): Listening {
  const { name, units } = service;
  const pids = ownPids(service, facts);
  const found = nothing();
  const listens = listensOf(service, facts.conf);
  const expected = [
    ...listens.flatMap(({ path, ...listen }) => fromConf(path, listen)),
    ...fromEndpoint(service, facts, found),
  ];
  const settled = expected.filter((each) => judge(service, each, facts, pids, found));
  for (const { path, key, socket } of listens)
    if (socket !== null)
      found.notes.push(`${name}: listens on ${socket} (${path} ${key}), which was not looked at`);
  // That a front end has its port tells nothing of the service behind it.
  if (settled.length > 0 || listens.some(({ socket }) => socket !== null)) return found;

  const held = facts.sockets.filter((socket) => socket.processes.some(({ pid }) => pids.has(pid)));
  if (held.length > 0)
    found.notes.push(
      `${name}: no port of its own is configured; it listens on ${held.map(({ address, port }) => `${address}:${port}`).join(', ')}`,
    );
  else if (units.length === 0 && pids.size === 0)
    found.unknown.push(
      `${name}: neither a port of its own, a unit nor a process of it is known${elsewhere(service)}`,
    );
  else if (isStartedAtTimes(service))
    found.notes.push(
      `${name}: it is started at times (${unitsOf(service)}) and nothing says that it listens`,
    );
  else found.findings.push(`${name}: its processes listen on no TCP port; ${unitsOf(service)}`);
  return found;
}

/** Whether that told how the service is; it does not where another server stands in front of it. */
function judge(
  service: InstalledService,
  { port, source, fronted }: Expected,
  { sockets, processes }: ListenFacts,
  pids: ReadonlySet<number>,
  found: Listening,
): boolean {
  const { name } = service;
  const what = `${name}: port ${port} (${source})`;
  const listening = sockets.filter((socket) => socket.port === port);
  if (listening.length === 0) {
    found.findings.push(`${what}: nothing listens on it; ${unitsOf(service)}`);
    return true;
  }
  const holders = listening.flatMap((socket) => socket.processes);
  const shown = listening.map(holdersOf).join('; ');
  found.seen.push(`port ${port} (${source}): held by ${shown}`);
  const byFront = fronted && holders.some(isFront(processes));
  if (holders.some(({ pid }) => pids.has(pid))) return true;
  if (holders.length === 0) found.unknown.push(`${what}: the host does not tell which process holds it`);
  else if (service.units.length === 0 && pids.size === 0)
    found.notes.push(`${what}: held by ${shown}; that this is the service's own process is not known`);
  else if (!byFront)
    found.findings.push(`${what}: held by ${shown}, by no process of the service; ${unitsOf(service)}`);
  return !byFront;
}

/** Processes in the control group of its units, or below their main processes; without a unit, those run from its directories. */
function ownPids({ name, units }: InstalledService, { processes, sideProcesses }: ListenFacts): Set<number> {
  const byGroup = sideProcesses.filter(({ unit }) => serviceName(unit) === name).map(({ pid }) => pid);
  const byTree = units.flatMap(({ mainPid }) => processTree(mainPid, processes).map(({ pid }) => pid));
  const paths = [...confDirectories(name), `/opt/backtrace/${name}`, `/opt/backtrace/backtrace-${name}`];
  const byPath = processes.filter(({ args }) => paths.some((path) => args.includes(`${path}/`)));
  return new Set([...byGroup, ...byTree, ...(units.length === 0 ? byPath.map(({ pid }) => pid) : [])]);
}

function listensOf({ name }: InstalledService, conf: ListenFacts['conf']): (Listen & { path: string })[] {
  const directories = confDirectories(name);
  return conf
    .filter(({ path }) => directories.some((directory) => path.startsWith(`${directory}/`)))
    .flatMap(({ path, listens }) => listens.map((listen) => ({ ...listen, path })));
}

function fromConf(path: string, { key, port }: Listen): Expected[] {
  return port === null ? [] : [{ port, source: `${path} ${key}`, fronted: false }];
}

/** A path under the console has no port of its own, and a URL of another host none on this one. */
function fromEndpoint(
  { name, endpoint = '' }: InstalledService,
  { ownNames }: ListenFacts,
  found: Listening,
): Expected[] {
  if (!/^https?:\/\//i.test(endpoint) || !URL.canParse(endpoint)) return [];
  const url = new URL(endpoint);
  const host = plainName(url.hostname);
  if (!ownNames.includes(host)) {
    found.notes.push(`${name}: its endpoint is on ${host}, which is none of this server's names`);
    return [];
  }
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  return [{ port, source: '/api/config', fronted: true }];
}

function elsewhere({ endpoint }: InstalledService): string {
  return endpoint === undefined ? '' : `; its endpoint is ${endpoint}`;
}

/** nginx, haproxy, and what coronerd and backtrace-proxy listen on themselves. */
function isFront(processes: ListenFacts['processes']): (holder: { pid: number; name: string }) => boolean {
  return ({ pid, name }) =>
    /^(?:nginx|haproxy|coronerd|backtrace-proxy)$/.test(name) ||
    /backtrace-proxy|coronerd/.test(processes.find((process) => process.pid === pid)?.args ?? '');
}

function isStartedAtTimes({ units }: InstalledService): boolean {
  return (
    units.length > 0 &&
    units.every(
      ({ name, type, triggeredBy }) =>
        !name.endsWith('.service') || type === 'oneshot' || triggeredBy.length > 0,
    )
  );
}

function unitsOf({ units }: InstalledService): string {
  if (units.length === 0) return 'no unit of it is known';
  return units
    .map(
      ({ name, active, sub, result }) =>
        `${name} is ${active}/${sub}${result === 'success' || result === '' ? '' : ` (${result})`}`,
    )
    .join(', ');
}

function holdersOf({ address, port, processes }: Socket): string {
  const names = processes.map(({ name, pid }) => `${name} (${pid})`).join(', ');
  return `${names || 'nobody that is told'} at ${address}:${port}`;
}
