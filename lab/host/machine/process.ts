/** A process as it is at one instant. */
export interface LiveProcess {
  pid: number;
  ppid: number;
  user: string;
  comm: string;
  args: string;
  rssKb: number;
  cpuPercent: number;
  openFiles: { soft: number; hard: number };
  /** ms of true time. */
  startedAt: number;
  /** A thread of the kernel: no memory, name in brackets. */
  kernel: boolean;
  /** systemd unit it belongs to, if any. */
  unit?: string;
}

const ORDINARY: [pid: number, ppid: number, user: string, comm: string, args: string, rssKb: number][] = [
  [1, 0, 'root', 'systemd', '/sbin/init', 12544],
  [318, 1, 'root', 'systemd-journal', '/lib/systemd/systemd-journald', 31460],
  [343, 1, 'root', 'systemd-udevd', '/lib/systemd/systemd-udevd', 6520],
  [571, 1, 'root', 'cron', '/usr/sbin/cron -f', 2680],
  [
    572,
    1,
    'messagebus',
    'dbus-daemon',
    '/usr/bin/dbus-daemon --system --address=systemd: --nofork --nopidfile --systemd-activation --syslog-only',
    4608,
  ],
  [575, 1, 'root', 'systemd-logind', '/lib/systemd/systemd-logind', 7936],
  [602, 1, 'root', 'agetty', '/sbin/agetty -o -p -- \\u --noclear - linux', 1024],
  [621, 1, 'root', 'sshd', 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups', 9344],
];

const KERNEL: [pid: number, comm: string][] = [
  [2, 'kthreadd'],
  [3, 'rcu_gp'],
  [10, 'mm_percpu_wq'],
  [15, 'rcu_preempt'],
  [16, 'migration/0'],
  [57, 'kworker/0:1H-kblockd'],
  [88, 'kswapd0'],
  [211, 'jbd2/sda1-8'],
];

/** The processes that any Debian machine has: systemd, sshd, cron and the like, and threads of the kernel. */
export function ordinaryProcesses(bootedAt: number): LiveProcess[] {
  const common = { cpuPercent: 0, startedAt: bootedAt };
  const ordinary = ORDINARY.map(([pid, ppid, user, comm, args, rssKb]) => {
    return { ...common, pid, ppid, user, comm, args, rssKb, openFiles: limits(pid), kernel: false };
  });
  const kernel = KERNEL.map(([pid, comm]) => {
    const ppid = pid === 2 ? 0 : 2;
    const openFiles = { soft: 1024, hard: 4096 };
    return { ...common, pid, ppid, user: 'root', comm, args: `[${comm}]`, rssKb: 0, openFiles, kernel: true };
  });
  return [...ordinary, ...kernel];
}

function limits(pid: number): { soft: number; hard: number } {
  return pid === 1 ? { soft: 1_073_741_816, hard: 1_073_741_816 } : { soft: 1024, hard: 524_288 };
}
