import type { HostState, Unit } from '../../state/types.ts';
import type { Machine } from './machine.ts';
import type { LiveProcess } from './process.ts';

/** A unit as it is at one instant. */
export interface LiveUnit {
  /** With its suffix: `coronerd.service`. */
  id: string;
  /** Its key in the state, with or without the suffix. */
  key: string;
  unit: Unit;
  active: Unit['active'];
  sub: string;
  result: string;
  /** Last start, ms of true time; null if it never ran. */
  startedAt: number | null;
  /** The first is the main process; none while it does not run. */
  processes: LiveProcess[];
}

/** `coronerd` -> `coronerd.service`. */
export function unitId(name: string): string {
  return name.includes('.') ? name : `${name}.service`;
}

/** The key under which the state holds a unit, whether or not either is written with its suffix. */
export function unitKey(host: HostState, name: string): string | undefined {
  return Object.keys(host.units).find((key) => unitId(key) === unitId(name));
}

/** A unit of the state with what systemctl has made of it since; undefined where there is none. */
export function liveUnit(machine: Machine, host: HostState, name: string, at: number): LiveUnit | undefined {
  const key = unitKey(host, name);
  const unit = key === undefined ? undefined : host.units[key];
  if (key === undefined || unit === undefined) return undefined;
  const change = machine.changes.get(key);
  const { active, sub, result } = change ?? unit;
  const running = unit.load !== 'not-found' && runs(active, sub);
  const processes = running ? liveProcesses(machine, key, unit, change?.startedAt ?? null, at) : [];
  const ran = unit.load !== 'not-found' && (running || unit.startedSecondsAgo > 0);
  const startedAt = change?.startedAt ?? (ran ? machine.startedAt - unit.startedSecondsAgo * 1000 : null);
  return { id: unitId(key), key, unit, active, sub, result, startedAt, processes };
}

function runs(active: Unit['active'], sub: string): boolean {
  if (active === 'activating') return sub.startsWith('start');
  return active === 'active' || active === 'deactivating';
}

function liveProcesses(
  machine: Machine,
  key: string,
  unit: Unit,
  restartedAt: number | null,
  at: number,
): LiveProcess[] {
  const started = restartedAt ?? machine.startedAt - unit.startedSecondsAgo * 1000;
  const lives = unit.processes.map((process, index) => {
    const first = process.livesSeconds === undefined ? started : Math.max(started, machine.startedAt);
    const span = (process.livesSeconds ?? Number.POSITIVE_INFINITY) * 1000;
    const life = Math.max(0, Math.floor((at - first) / span));
    const asInState = restartedAt === null && life === 0;
    const pid = asInState ? process.pid : machine.pids.of(`${key} ${index}`, `${started} ${life}`);
    return { process, pid, startedAt: life === 0 ? first : first + life * span };
  });
  const main = lives[0]?.pid ?? 1;
  const child = lives[1]?.pid;
  return lives.map(({ process, pid, startedAt }, index) => ({
    pid,
    ppid: index === 0 ? 1 : main,
    user: process.user,
    comm: process.comm.slice(0, 15),
    args: process.args.replaceAll('{{child}}', String(child ?? pid)).replaceAll('{{pid}}', String(pid)),
    rssKb: process.rssKb,
    cpuPercent: process.cpuPercent,
    openFiles: process.openFiles,
    startedAt,
    kernel: false,
    unit: key,
  }));
}
