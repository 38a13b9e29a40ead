import type { Behaviour } from './behaviour.ts';
import type { ConsoleLayout, IdentityProvider } from './console.ts';
import type { Issue, StoredError } from './errors.ts';
import type { HostState } from './host.ts';
import type { DnsZone, Listener } from './network.ts';
import type { MissingSymbol, SymbolArchive, SymbolFile, SymbolMapping, SymbolServer } from './symbols.ts';
import type { Row } from './value.ts';
import type { WorkflowsState } from './workflows.ts';

/** The lab's whole state: plain JSON, printable, loadable, and what a fault is a pure function on. */
export interface PairState {
  old: ServerState;
  new: ServerState;
}

export interface ServerState {
  side: 'old' | 'new';
  /**
   * Name under which the console is reached, for example `new.backtrace.test`; or its address, for an operator who sets no
   * other one, so that its names in DNS count as switched.
   */
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
  /** Uploaded proguard mappings and source maps by project `pid`. */
  mappings?: Record<string, SymbolMapping[]>;
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
  /** Layout of the web console: `G3` (since 2022-10) with links in its menus unless said otherwise. */
  console?: ConsoleLayout;
  /** Shortened links by their id: the path of the console that each stands for. */
  shares?: Record<string, string>;
  /** Whoever vouches for people who log in by SAML; it stays where it is when a server is moved. */
  identityProvider?: IdentityProvider;
}

export interface AuditEntry {
  timestamp: number;
  universe: string;
  username: string;
  subsystem: string;
  result: number;
  message: string;
}
