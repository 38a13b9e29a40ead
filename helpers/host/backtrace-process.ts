import type { FactOf } from './catalogue.ts';

type Units = FactOf<'units'>;
type Processes = FactOf<'processes'>;
type Socket = FactOf<'sockets'>[number];

/** The two processes of a service: a monitor, and the child that does the work and is replaced when it dies. */
export interface BacktraceProcess {
  monitorPid: number | undefined;
  /** The process that the monitor says it watches, alive or not. */
  childPid: number | undefined;
  childAlive: boolean;
  childArgs: string | undefined;
}

/**
 * Monitor and child of a unit. The monitor is the unit's main process, or one below it, whose title ends in
 * `: monitoring child N` (docs); all undefined where there is none.
 */
export function backtraceProcess(unit: string, units: Units, processes: Processes): BacktraceProcess {
  const tree = processTree(units.find(({ name }) => name === unit)?.mainPid, processes);
  const monitor = tree.find(({ args }) => childNamedIn(args) !== undefined);
  const childPid = monitor && childNamedIn(monitor.args);
  const child = processes.find(({ pid }) => pid === childPid);
  return {
    monitorPid: monitor?.pid,
    childPid,
    childAlive: child !== undefined && child.ppid === monitor?.pid && !isZombie(child.args),
    childArgs: child?.args,
  };
}

/** The unit in whose process tree a listening socket is held; undefined if it is none of them. */
export function ownerOf(socket: Socket, units: Units, processes: Processes): string | undefined {
  const holders = new Set(socket.processes.map(({ pid }) => pid));
  return units.find(({ mainPid }) => processTree(mainPid, processes).some(({ pid }) => holders.has(pid)))
    ?.name;
}

/** A process and all below it, itself first; empty if it does not run. PID 0 stands for none. */
export function processTree(pid: number | undefined, processes: Processes): Processes[number][] {
  const tree = processes.filter((process) => pid !== undefined && pid > 0 && process.pid === pid);
  const seen = new Set([pid]);
  // Grows while it is walked: each process brings its own children.
  for (const parent of tree) {
    for (const child of processes) {
      if (child.ppid !== parent.pid || seen.has(child.pid)) continue;
      seen.add(child.pid);
      tree.push(child);
    }
  }
  return tree;
}

function childNamedIn(args: string): number | undefined {
  const found = /: monitoring child (\d+)\b/.exec(args);
  return found ? Number(found[1]) : undefined;
}

/** `ps` shows a dead process that nobody has waited for as `[name] <defunct>`. */
function isZombie(args: string): boolean {
  return args.endsWith('<defunct>');
}
