import type { HostState, Listener } from '../../state/types.ts';
import { Files } from './files.ts';
import type { LoggedLine, Machine } from './machine.ts';
import { type LiveProcess, ordinaryProcesses } from './process.ts';
import { type LiveUnit, liveUnit, unitKey } from './unit.ts';

/** The machine at one instant: what one command sees of it. */
export interface View {
  host: HostState;
  listeners: Listener[];
  /** Real port of a listener. */
  port: (listenerId: number) => number;
  /** Name of the account that logs in. */
  user: string;
  /** ms of true time. */
  at: number;
  /** What the machine takes for the time, ms. */
  clock: number;
  /** ms that the machine's clock is ahead. */
  ahead: number;
  bootedAt: number;
  /** A UUID of its own for every boot of every machine. */
  bootId: string;
  startedAt: number;
  lastPid: number;
  units: LiveUnit[];
  processes: LiveProcess[];
  files: Files;
  logged: LoggedLine[];
}

/** Looks at the machine now. */
export function look(machine: Machine): View {
  const at = Date.now();
  const { host, listeners } = machine.state();
  const bootedAt = machine.startedAt - host.bootedSecondsAgo * 1000;
  const units = Object.keys(host.units).flatMap((key) => liveUnit(machine, host, key, at) ?? []);
  const ofUnits = units.flatMap((unit) => unit.processes);
  const taken = new Set(ofUnits.map((process) => process.pid));
  const ordinary = ordinaryProcesses(bootedAt).filter((process) => !taken.has(process.pid));
  const others = [...strangers(machine, host, listeners, bootedAt), ...detached(machine)];
  const processes = [...ordinary, ...ofUnits, ...others];
  processes.sort((a, b) => a.pid - b.pid);
  const view: Omit<View, 'files'> = {
    host,
    listeners,
    port: machine.port,
    user: machine.user,
    at,
    clock: at + host.clockOffset * 1000,
    ahead: host.clockOffset * 1000,
    bootedAt,
    bootId: machine.bootId,
    startedAt: machine.startedAt,
    lastPid: machine.pids.last,
    units,
    processes,
    logged: machine.logged,
  };
  return { ...view, files: new Files(view) };
}

/** Shells that outlive the session that began them. */
function detached(machine: Machine): LiveProcess[] {
  return [...machine.detached.values()].map(({ pid, args, user, startedAt }) => ({
    ...{ pid, ppid: 1, user, comm: 'sh', args, rssKb: 1536, cpuPercent: 0 },
    ...{ openFiles: { soft: 1024, hard: 524_288 }, startedAt, kernel: false },
  }));
}

/** Processes that own a socket and belong to no unit of the state. */
function strangers(
  machine: Machine,
  host: HostState,
  listeners: Listener[],
  bootedAt: number,
): LiveProcess[] {
  const names = new Set([...listeners, ...(host.sockets ?? [])].map(({ owner }) => owner));
  return [...names]
    .filter((name) => unitKey(host, name) === undefined)
    .map((name) => ({
      pid: machine.pids.of(`stranger ${name}`, ''),
      ppid: 1,
      user: 'root',
      comm: name.slice(0, 15),
      args: `/usr/sbin/${name}`,
      rssKb: 5120,
      cpuPercent: 0,
      openFiles: { soft: 1024, hard: 524_288 },
      startedAt: bootedAt,
      kernel: false,
    }));
}
