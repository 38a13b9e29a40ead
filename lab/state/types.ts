/** The lab's state, by what it is about. */
export type { Behaviour, Lie } from './types/behaviour.ts';
export type { ConsoleBehaviour, IdentityProvider, SsoTrouble } from './types/console.ts';
export type { Issue, KeptReport, ProcessedFrame, ProcessedThread, StoredError } from './types/errors.ts';
export type {
  Filesystem,
  HostFile,
  HostProcess,
  HostSocket,
  HostState,
  JournalLine,
  Unit,
} from './types/host.ts';
export type { DnsRecord, DnsZone, Listener, ListenerTls, TlsVersion } from './types/network.ts';
export type { AuditEntry, PairState, ServerState } from './types/server.ts';
export type {
  MissingSymbol,
  SymbolArchive,
  SymbolFile,
  SymbolListItem,
  SymbolMapping,
  SymbolServer,
} from './types/symbols.ts';
export type { Row, Value } from './types/value.ts';
export type {
  AlertTarget,
  ThresholdAlert,
  WorkflowAlert,
  WorkflowConnection,
  WorkflowIntegration,
  WorkflowsState,
} from './types/workflows.ts';
