/** A value of a configuration row or of an error's attribute. */
export type Value = string | number | null;
export type Row = Record<string, Value>;

/** The lab's whole state: plain JSON, printable, loadable, and what a fault is a pure function on. */
export interface PairState {
  old: ServerState;
  new: ServerState;
}

export interface ServerState {
  side: 'old' | 'new';
  /** Name under which the console is reached, for example `new.backtrace.test`. */
  hostname: string;
  /** Version that the API reports in `config.version`. */
  version: string;
  /** Tables of the configuration database by type name (contract §6.4), rows without the `__*` metadata. */
  configuration: Record<string, Row[]>;
  /** Passwords by user name; the `users` rows hold no password on read. */
  passwords: Record<string, string>;
  /** Session tokens that are always good, by user name. */
  tokens: Record<string, string>;
  /** Stored errors by project `pid`, ordered by `id`. */
  errors: Record<string, StoredError[]>;
  symbols: Record<string, SymbolFile[]>;
  missingSymbols: Record<string, MissingSymbol[]>;
  /** Uploaded archives by project `pid`; what is not listed is made up from `symbols`. */
  archives?: Record<string, SymbolArchive[]>;
  /** The symbol servers that symbold downloads from, of every universe and project (contract §7). */
  symbolServers: SymbolServer[];
  /** Triage state of groups of errors by project `pid`; a group that is not listed is open. */
  issues?: Record<string, Issue[]>;
  audit: AuditEntry[];
  /** Storage quota by universe name: limit and what was counted and rejected. */
  storage: Record<string, { limit: number; counter: number; rejected: number }>;
  /** Projects (pid) whose attribute database is flagged corrupted. */
  corrupted: number[];
  /** Projects (pid) where a retention policy is stored but not installed. */
  retentionNotInstalled: number[];
  services: { name: string; endpoint: string; status: string }[];
  /** Services that only the service layer lists; clients are not told of them. */
  layerServices?: { name: string; status: string }[];
  listeners: Listener[];
  /** What the pair's name server knows of this side. */
  dns?: DnsZone;
  host: HostState;
  behaviour: Behaviour;
  /** What the services workflows and alerts keep; absent: nothing. */
  workflows?: WorkflowsState;
}

/** A listener of the server. The lab gives it a real port when it starts. */
export interface Listener {
  id: number;
  type: 'http/console' | 'http/writer' | 'reader';
  protocol: 'http' | 'https';
  /** Address that the host's `ss` shows: `0.0.0.0`, `[::]`, `127.0.0.1`, … */
  bind: string;
  /** systemd unit whose main process owns the socket, or the command name of a stranger. */
  owner: string;
  dnsName?: string;
  /** Configured, but nothing listens. */
  down?: boolean;
  /** Connections to it are silently dropped, as a firewall does. */
  dropped?: boolean;
  /** Answers every submission with this. */
  refuses?: { status: number; message: string };
  /** How its TLS deviates from a good one. */
  tls?: ListenerTls;
  /** What really is spoken on its port, where that is not its protocol. */
  speaks?: 'plain' | 'tls';
}

/** TLS of a listener; what is absent is good. */
export interface ListenerTls {
  versions?: { min: TlsVersion; max: TlsVersion };
  /** OpenSSL cipher list up to TLS 1.2. */
  ciphers?: string;
  /** What is sent beside the certificate. */
  chain?: 'complete' | 'leaf-only' | 'wrong-order';
  /** `soon` = it expires in three days. */
  certificate?: 'good' | 'expired' | 'soon' | 'wrong-name' | 'self-signed';
  key?: 'p-256' | 'p-384' | 'rsa-1024' | 'rsa-2048';
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** Names of one side in DNS. */
export interface DnsZone {
  records: DnsRecord[];
  /** The name server answers SERVFAIL, or not at all. */
  trouble?: 'servfail' | 'silent';
}

export interface DnsRecord {
  /** Lower case, without a dot at its end. */
  name: string;
  type: 'A' | 'AAAA' | 'CNAME';
  /** An address, or the name that it is an alias of. */
  value: string;
}

export interface StoredError {
  /** Object id, ascending within a project. */
  id: number;
  rxid: string;
  /** Unix seconds. */
  timestamp: number;
  /** 64 lowercase hex characters. */
  fingerprint: string;
  /** Fingerprint before the group was merged into another. */
  originalFingerprint?: string;
  attributes: Record<string, Value>;
  /** Frames of the faulting thread, innermost first. */
  callstack: string[];
  attachments: { id: string; name: string; contentType: string; base64: string }[];
  /** The report as submitted, where it is kept; see `KeptReport`. */
  report?: unknown;
  /** The threads of a minidump, as it was last processed. */
  threads?: ProcessedThread[];
}

/** A thread of a minidump. */
export interface ProcessedThread {
  id: number;
  fault: boolean;
  /** Innermost first. */
  frames: ProcessedFrame[];
}

/** A frame that a stack was walked to, with what symbols were there for its address. */
export interface ProcessedFrame {
  /** `0x` and hex digits. */
  address: string;
  /** Found by scanning the stack, and so perhaps no frame at all. */
  guessed?: boolean;
  /** File name of the module that the address lies in. */
  library?: string;
  debugFile?: string;
  debugIdentifier?: string;
  function?: string;
  /** Path of the source file. */
  file?: string;
  line?: number;
}

/** A report as it was submitted: a JSON report as text, anything else as base64. */
export interface KeptReport {
  format: string;
  contentType: string;
  text?: string;
  base64?: string;
  /** Attributes that came beside the report, in the query or in form fields. */
  given?: Record<string, Value>;
}

/** Triage state of one group of errors (contract §3.2, §3.9). */
export interface Issue {
  id: number;
  fingerprint: string;
  state: string;
  /** Separated by spaces. */
  tags: string;
  /** JSON text, or ''. */
  ticket: string;
  assignee: string;
  /** Unix seconds. */
  lastModified: number;
  /** JSON text, or ''. */
  invariants: string;
}

export interface SymbolFile {
  tag: string;
  debugFile: string;
  debugIdentifier: string;
  archiveId: string;
  size: number;
  /** Unix seconds. */
  uploadedAt: number;
  /** The Breakpad symbol file itself, where it is kept. */
  content?: string;
}

/** An uploaded archive and what became of it (contract §5.8). */
export interface SymbolArchive {
  /** 16 hex characters. */
  archiveId: string;
  tag: string;
  /** Unix seconds. */
  uploadedAt: number;
  /** Bytes. */
  size: number;
  status: 'processing' | 'done' | 'error';
  newSymbols: number;
  duplicateSymbols: number;
  invalidSymbols: number;
  errors: string[];
}

/** A symbol server as symbold knows it (contract §7). */
export interface SymbolServer {
  id: number;
  universe: string;
  /** Name of the project whose it is; null for one of the whole universe. */
  project: string | null;
  name: string;
  url: string;
  enabled: boolean;
  /** Only what `whitelist` names is downloaded. */
  whitelistOnly: boolean;
  concurrentDownloads: number;
  /** Failures after which a symbol goes to the skip list. */
  retryLimit: number;
  /** Seconds until a failed download is tried again. */
  retryTimeout: number;
  /** Seconds. */
  timeout: number;
  retain: boolean;
  credentials: null | {
    userName: string;
    password: string;
    aws?: { bucketName: string; lowerFile: boolean; lowerId: boolean; usePdb: boolean };
  };
  proxy: null | { host: string; port: number; username: string; password: string };
  /**
   * Items are `file` or `file,debugId`; `addedAt` in unix seconds, or below 0 in seconds before the server starts, which
   * makes it absolute.
   */
  whitelist: SymbolListItem[];
  blacklist: SymbolListItem[];
  skiplist: SymbolListItem[];
  /** Since the server was added to symbold. */
  statistics: { bytes: number; successes: number; downloadFailures: number; conversionFailures: number };
  /** Oldest first; `timestamp` in milliseconds, or below 0 in milliseconds before the start, as above. */
  log: { timestamp: number; level: 'info' | 'warn'; message: string }[];
}

export interface SymbolListItem {
  id: number;
  name: string;
  addedAt: number;
}

export interface MissingSymbol {
  debugFile: string;
  debugId: string;
  timestamp: number;
}

export interface AuditEntry {
  timestamp: number;
  universe: string;
  username: string;
  subsystem: string;
  result: number;
  message: string;
}

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

/** Objects of the services workflows and alerts (contract §9, §10), each at its universe and project by name. */
export interface WorkflowsState {
  connections: WorkflowConnection[];
  integrations: WorkflowIntegration[];
  alerts: WorkflowAlert[];
  targets: AlertTarget[];
  thresholdAlerts: ThresholdAlert[];
}

export interface WorkflowConnection {
  id: number;
  universe: string;
  name: string;
  pluginId: string;
  options: Record<string, unknown>;
}

export interface WorkflowIntegration {
  id: number;
  universe: string;
  project: string;
  watcherName: string;
  pluginId: string;
  state: 'enabled' | 'disabled' | 'stopped';
  options: Record<string, unknown>;
  synchronizeIssues: boolean;
  synchronizeIssuesOnAdd: boolean;
  connectionId: number | null;
  /** Why it was stopped. */
  lastError?: string;
}

/** Times in ms. */
export interface WorkflowAlert {
  id: number;
  universe: string;
  project: string;
  name: string;
  state: 'enabled' | 'disabled' | 'stopped';
  condition: { name: string; timeFrame?: number; value?: number };
  frequency: number;
  executionDelay?: number;
  threshold?: number;
  filters: unknown[];
  /** Ids of integrations. */
  integrations: number[];
}

export interface AlertTarget {
  id: number;
  universe: string;
  project: string;
  name: string;
  target_type: string;
  workflow1: { workflow_name: string };
}

/** Times in seconds. */
export interface ThresholdAlert {
  id: number;
  universe: string;
  project: string;
  name: string;
  enabled: boolean;
  /** JSON text. */
  query: string;
  query_period: number;
  min_notification_interval: number;
  mute_until: number;
  /** Ids of targets. */
  targets: number[];
  triggers: object[];
}

/** What the server does wrong on the wire. Absent = right. */
export interface Behaviour {
  /** Replaces the whole reply of a path. */
  replies?: { path: string; status: number; headers: Record<string, string>; body: string }[];
  /** Path prefix whose replies start and never end. */
  endless?: string[];
  /** Path prefix whose JSON replies are cut in the middle. */
  truncated?: string[];
  /** A well-formed submission is refused as if its token were wrong. */
  refuseTokens?: boolean;
  /** Malformed submissions and wrong tokens are accepted and stored. */
  acceptAnything?: boolean;
  /** Accepted submissions are never stored. */
  loseSubmissions?: boolean;
  /** How a stored submission is spoilt. */
  spoil?: ('drop-attribute' | 'truncate-stack' | 'corrupt-attachment')[];
  /** How symbols are mishandled: archives, reprocessing, symbolication. */
  symbols?: (
    | 'archive-never-listed'
    | 'archive-error'
    | 'reprocess-lost'
    | 'reprocess-wrong-object'
    | 'frames-stay-addresses'
    | 'wrong-function'
  )[];
  /** How symbold misbehaves: every download fails, or its queue stands still. */
  symbold?: ('download-fails' | 'queue-stuck')[];
  /** Where symbold's replies hold their list; `items` unless said otherwise. */
  symboldList?: 'array' | 'items' | 'values' | 'data' | 'model' | 'body';
  /** How a query by one object id answers wrongly. */
  queryById?: 'none' | 'two' | 'another';
  /** Project (pid) that is listed and then gone when it is queried. */
  vanishes?: number[];
  /** Any password logs in. */
  acceptAnyPassword?: boolean;
  /** How mails go wrong: never delivered, to others too, with links to another host or to another path. */
  mail?: { lost?: boolean; alsoTo?: string; linkHost?: string; linkPath?: string };
  /** Logins are refused with this message. */
  refuseLogin?: string;
  /** Form of the service layer's replies, and services that it leaves out. */
  serviceLayer?: { form?: 'list' | 'map' | 'nested' | 'names'; without?: string[] };
  /**
   * How workflows go wrong: nothing is ever sent, links name another host or a page that is not there, these third
   * parties cannot be reached.
   */
  workflows?: { neverFires?: boolean; linkHost?: string; deadLinks?: boolean; unreachable?: string[] };
  /** Milliseconds that each reply is delayed. */
  delay?: number;
}
