import { uidOf } from './accounts.ts';
import type { LiveProcess } from './process.ts';
import type { View } from './view.ts';

const USER_HZ = 100;
const NO_LIMIT = '18446744073709551615';

/** Text of /proc/PID/stat: 52 fields; times in ticks of 1/100 s, memory in pages of 4 KiB (proc(5)). */
export function statText(process: LiveProcess, view: Pick<View, 'at' | 'bootedAt'>): string {
  const ran = Math.max(0, view.at - process.startedAt) / 1000;
  const ticks = Math.floor((ran * process.cpuPercent * USER_HZ) / 100);
  const system = Math.floor(ticks / 5);
  const started = Math.max(0, Math.floor(((process.startedAt - view.bootedAt) / 1000) * USER_HZ));
  const group = process.kernel ? 0 : process.pid;
  const flags = process.kernel ? 2_129_984 : 4_194_560;
  const virtual = process.kernel ? 0 : (process.rssKb + 8192) * 1024;
  const fields = [
    ...[process.pid, `(${process.comm})`, process.kernel ? 'I' : 'S', process.ppid],
    ...[group, group, 0, -1, flags, process.rssKb, 0, 0, 0, ticks - system, system, 0, 0],
    ...[20, 0, 1, 0, started, virtual, Math.floor(process.rssKb / 4), NO_LIMIT],
    ...[0, 0, 0, 0, 0, 0, 0, 4096, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ];
  return `${fields.join(' ')}\n`;
}

/** The beginning of /proc/PID/status: who the process is, and whose groups it has (proc(5)). */
export function statusText(process: LiveProcess, view: Pick<View, 'user'>): string {
  const id = uidOf(process.user, view.user);
  const four = [id, id, id, id].join('\t');
  return [
    `Name:\t${process.comm}`,
    'Umask:\t0022',
    `State:\t${process.kernel ? 'I (idle)' : 'S (sleeping)'}`,
    `Tgid:\t${process.pid}`,
    'Ngid:\t0',
    `Pid:\t${process.pid}`,
    `PPid:\t${process.ppid}`,
    'TracerPid:\t0',
    `Uid:\t${four}`,
    `Gid:\t${four}`,
    `FDSize:\t${process.kernel ? 64 : 256}`,
    `Groups:\t${process.kernel || id === 0 ? '' : id} `,
    '',
  ].join('\n');
}

/** Text of /proc/PID/limits, columns as the kernel pads them. */
export function limitsText(process: LiveProcess): string {
  const { soft, hard } = process.openFiles;
  const rows: [string, string | number, string | number, string][] = [
    ['Limit', 'Soft Limit', 'Hard Limit', 'Units'],
    ['Max cpu time', 'unlimited', 'unlimited', 'seconds'],
    ['Max file size', 'unlimited', 'unlimited', 'bytes'],
    ['Max data size', 'unlimited', 'unlimited', 'bytes'],
    ['Max stack size', 8_388_608, 'unlimited', 'bytes'],
    ['Max core file size', 0, 'unlimited', 'bytes'],
    ['Max resident set', 'unlimited', 'unlimited', 'bytes'],
    ['Max processes', 128_309, 128_309, 'processes'],
    ['Max open files', soft, hard, 'files'],
    ['Max locked memory', 8_388_608, 8_388_608, 'bytes'],
    ['Max address space', 'unlimited', 'unlimited', 'bytes'],
    ['Max file locks', 'unlimited', 'unlimited', 'locks'],
    ['Max pending signals', 128_309, 128_309, 'signals'],
    ['Max msgqueue size', 819_200, 819_200, 'bytes'],
    ['Max nice priority', 0, 0, ''],
    ['Max realtime priority', 0, 0, ''],
    ['Max realtime timeout', 'unlimited', 'unlimited', 'us'],
  ];
  return rows
    .map(
      ([name, low, high, unit]) =>
        `${name.padEnd(25)} ${String(low).padEnd(20)} ${String(high).padEnd(20)} ${unit.padEnd(10)}\n`,
    )
    .join('');
}
