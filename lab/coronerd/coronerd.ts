import type { OutgoingMail } from '../mail/mailroom.ts';
import type { AuditEntry, ServerState } from '../state/types.ts';
import { Histograms } from './monitoring/histograms.ts';
import { Logs } from './monitoring/logs.ts';
import type { Scope } from './scope.ts';
import { Sessions } from './sessions.ts';
import { Tables } from './store/tables.ts';
import type { ModuleName } from './symbols/store.ts';
import { WorkQueue } from './work-queue.ts';
import { WorkflowEngine } from './workflows/engine.ts';
import type { ThirdParties } from './workflows/third-party.ts';

/** A request for reprocessing and what became of it. */
export interface ReloadRequest {
  id: number;
  universe: string;
  project: string;
  objects: number;
  state: 'queued' | 'running' | 'done';
}

/** One simulated server: its state, and what it keeps in memory only. */
export interface Coronerd {
  readonly state: ServerState;
  readonly sessions: Sessions;
  readonly tables: Tables;
  readonly workflows: WorkflowEngine;
  readonly logs: Logs;
  readonly histograms: Histograms;
  readonly reloads: ReloadRequest[];
  /** Unpacking of symbols and reprocessing, which are done after the reply. */
  readonly work: WorkQueue;
  /** Called after a minidump was stored whose faulting thread lies in modules without symbols. */
  readonly onMissingSymbols: ((scope: Scope, objectId: number, modules: ModuleName[]) => void)[];
  /** Sends a mail; without it, mails are only noted. */
  readonly post: ((mail: OutgoingMail) => void) | undefined;
  /** Mails that the server sent, or would have sent. */
  readonly mails: { to: string; subject: string; text: string; html: string }[];
  /** When sampling was last reset, in unix seconds, by `pid` and fingerprint (`*` = all). */
  readonly samplingResets: Map<string, number>;
  /** The real port of a listener. */
  port(listenerId: number): number;
  /** Time of the machine in unix seconds. */
  now(): number;
  audit(entry: Omit<AuditEntry, 'timestamp'>): void;
}

/** A server over the state, which it changes in place. */
export function createCoronerd(
  state: ServerState,
  port: Coronerd['port'],
  post?: Coronerd['post'],
  thirdParties: ThirdParties = {},
): Coronerd {
  const now = () => Math.floor(Date.now() / 1000 + state.host.clockOffset);
  return {
    state,
    sessions: new Sessions(state),
    tables: new Tables(state),
    workflows: new WorkflowEngine({ state, port }, thirdParties),
    logs: new Logs(now),
    histograms: new Histograms(),
    reloads: [],
    work: new WorkQueue(),
    onMissingSymbols: [],
    post,
    mails: [],
    samplingResets: new Map(),
    port,
    now,
    audit: (entry) => state.audit.push({ timestamp: now(), ...entry }),
  };
}
