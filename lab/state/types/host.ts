/** The simulated machine: what its tools would print is computed from this. */
export interface HostState {
  hostname: string;
  addresses: string[];
  /** Seconds that the machine's clock is ahead of the true time. */
  clockOffset: number;
  bootedSecondsAgo: number;
  cpus: number;
  memory: { totalKb: number; availableKb: number; swapTotalKb: number; swapFreeKb: number };
  load: [number, number, number];
  maxMapCount: number;
  /** What `coronerd -v` prints; null when the binary is missing. */
  coronerdVersion: string | null;
  filesystems: Filesystem[];
  /** Files and directories by absolute path; `{{port:N}}` in content is the real port of listener N. */
  files: Record<string, HostFile>;
  units: Record<string, Unit>;
  /** Listening sockets beside those of the listeners; nothing really listens there. */
  sockets?: HostSocket[];
  journal: JournalLine[];
  /** The login is root, may use `sudo -n`, or may not. */
  privilege: 'root' | 'sudo' | 'none';
  /** Tools that this machine lacks, for example `ss`. */
  missingTools: string[];
}

export interface Filesystem {
  device: string;
  mount: string;
  type: string;
  sizeBytes: number;
  usedBytes: number;
  inodes: number;
  inodesUsed: number;
}

export interface HostFile {
  kind: 'file' | 'directory' | 'symlink';
  owner: string;
  group: string;
  /** Octal, for example `755`. */
  mode: string;
  content?: string;
  target?: string;
  /** Its disk gives only errors where it should be read. */
  damaged?: boolean;
}

/** A listening socket that only the machine's tools know of. */
export interface HostSocket {
  /** As `ss` shows it: `0.0.0.0`, `[::]`, `127.0.0.1`, … */
  address: string;
  port: number;
  /** systemd unit whose processes hold it, or the command name of a stranger. */
  owner: string;
}

export interface Unit {
  description: string;
  /** Type of the service; `simple` where absent. */
  type?: string;
  /** Units that start it, for example a timer. */
  triggeredBy?: string[];
  load: 'loaded' | 'not-found' | 'masked' | 'bad-setting';
  file: 'enabled' | 'disabled' | 'static' | 'masked' | '';
  active: 'active' | 'inactive' | 'failed' | 'activating' | 'deactivating';
  sub: string;
  result: string;
  restarts: number;
  user: string;
  startedSecondsAgo: number;
  /** The first is the main process; a later one is its child. */
  processes: HostProcess[];
  /** Its file is there, and systemd has not loaded it: nothing has started it since it came. */
  unloaded?: boolean;
  /** What goes wrong when it is stopped or started by systemctl. */
  trouble?: 'stop-hangs' | 'start-fails' | 'comes-back-on-another-port';
}

export interface HostProcess {
  pid: number;
  /** Command name of /proc/PID/comm, at most 15 characters. */
  comm: string;
  args: string;
  user: string;
  rssKb: number;
  cpuPercent: number;
  openFiles: { soft: number; hard: number };
  /** Dies and is replaced by a new process every so many seconds. */
  livesSeconds?: number;
}

export interface JournalLine {
  unit: string | null;
  transport: 'stdout' | 'journal' | 'kernel';
  identifier: string;
  pid: number;
  /** 0 emergency … 3 error, 4 warning, 5 notice, 6 info. */
  priority: number;
  secondsAgo: number;
  message: string;
}
