import type { FileNode } from './files.ts';
import { limitsText, statText, statusText } from './proc-process.ts';
import type { LiveProcess } from './process.ts';
import { unitId } from './unit.ts';
import type { View } from './view.ts';

type Seen = Omit<View, 'files'>;

const OF_MACHINE: Record<string, (view: Seen) => string> = {
  '/proc/meminfo': meminfo,
  '/proc/loadavg': loadavg,
  '/proc/uptime': uptime,
  '/proc/sys/vm/max_map_count': (view) => `${view.host.maxMapCount}\n`,
  '/proc/sys/kernel/random/boot_id': (view) => `${view.bootId}\n`,
  '/proc/sys/kernel/hostname': (view) => `${view.host.hostname.split('.')[0] ?? ''}\n`,
};

const OF_PROCESS: Record<string, (process: LiveProcess, view: Seen) => string> = {
  // As of a machine with the unified hierarchy.
  cgroup: ({ unit, kernel }) =>
    `0::${kernel ? '/' : unit === undefined ? '/system.slice/ordinary.service' : `/system.slice/${unitId(unit)}`}\n`,
  cmdline: (process) => (process.kernel ? '' : `${process.args.split(' ').join('\0')}\0`),
  comm: (process) => `${process.comm}\n`,
  limits: limitsText,
  stat: statText,
  status: statusText,
};

/** The node of a path under /proc; undefined where it is none. */
export function procFile(view: Seen, path: string): FileNode | undefined {
  if (!path.startsWith('/proc/')) return undefined;
  const whole = OF_MACHINE[path];
  if (whole !== undefined) return file(path, 'root', () => whole(view));
  const parts = /^\/proc\/(\d+)(?:\/([a-z]+))?$/.exec(path);
  const process = view.processes.find((one) => String(one.pid) === parts?.[1]);
  if (process !== undefined) {
    if (parts?.[2] === undefined) return directory(path, process.user);
    const text = OF_PROCESS[parts[2]];
    return text && file(path, process.user, () => text(process, view));
  }
  return Object.keys(OF_MACHINE).some((one) => one.startsWith(`${path}/`))
    ? directory(path, 'root')
    : undefined;
}

/** Names in a directory of /proc; undefined for any other path. */
export function procChildren(view: Seen, path: string): string[] | undefined {
  if (path !== '/proc' && !path.startsWith('/proc/')) return undefined;
  if (/^\/proc\/\d+$/.test(path)) return Object.keys(OF_PROCESS);
  const below = Object.keys(OF_MACHINE).filter((one) => one.startsWith(`${path}/`));
  const names = below.map((one) => one.slice(path.length + 1).split('/')[0] ?? '');
  const pids = path === '/proc' ? view.processes.map((process) => String(process.pid)) : [];
  return [...new Set([...pids, ...names])];
}

function file(path: string, owner: string, read: () => string): FileNode {
  return { path, kind: 'file', owner, group: owner, mode: '444', read };
}

function directory(path: string, owner: string): FileNode {
  return { path, kind: 'directory', owner, group: owner, mode: '555', read: () => '' };
}

function uptime(view: Seen): string {
  const up = (view.at - view.bootedAt) / 1000;
  const busy = Math.min(1, view.host.load[2] / view.host.cpus);
  return `${up.toFixed(2)} ${(up * view.host.cpus * (1 - busy)).toFixed(2)}\n`;
}

function loadavg(view: Seen): string {
  const load = view.host.load.map((one) => one.toFixed(2)).join(' ');
  const last = Math.max(view.lastPid, ...view.processes.map((process) => process.pid));
  return `${load} 1/${view.processes.length + 120} ${last}\n`;
}

function meminfo(view: Seen): string {
  const { totalKb, availableKb, swapTotalKb, swapFreeKb } = view.host.memory;
  const cached = Math.round(availableKb * 0.7);
  const rows: [string, number][] = [
    ['MemTotal', totalKb],
    ['MemFree', availableKb - cached],
    ['MemAvailable', availableKb],
    ['Buffers', Math.round(cached * 0.02)],
    ['Cached', Math.round(cached * 0.9)],
    ['SwapCached', 0],
    ['Active', Math.round(totalKb * 0.3)],
    ['Inactive', Math.round(totalKb * 0.4)],
    ['SwapTotal', swapTotalKb],
    ['SwapFree', swapFreeKb],
    ['Dirty', 412],
    ['Writeback', 0],
    ['AnonPages', totalKb - availableKb],
    ['Slab', Math.round(cached * 0.08)],
    ['CommitLimit', swapTotalKb + Math.round(totalKb / 2)],
    ['VmallocTotal', 34_359_738_367],
  ];
  const lines = rows.map(([name, kb]) => `${`${name}:`.padEnd(16)}${String(kb).padStart(8)} kB\n`);
  return `${lines.join('')}HugePages_Total:       0\nHugePages_Free:        0\nHugepagesize:       2048 kB\n`;
}
