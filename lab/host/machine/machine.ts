import { randomUUID } from 'node:crypto';
import type { JournalLine, ServerState } from '../../state/types.ts';
import { Pids } from './pids.ts';
import type { DetachedProcess, TransientTimer } from './scheduled.ts';

/** What systemctl made of a unit since the lab started; wins over the state. */
export interface UnitChange {
  active: 'active' | 'inactive' | 'failed' | 'deactivating';
  sub: string;
  result: string;
  /** Last start by systemctl, ms of true time; null while the start of the state still holds. */
  startedAt: number | null;
}

/** A line that the machine itself wrote to its journal while the lab ran. */
export type LoggedLine = Omit<JournalLine, 'secondsAgo'> & { at: number };

/** Calls that the real listeners of the lab answer to. */
export interface UnitControl {
  stop(unit: string): Promise<void>;
  start(unit: string): Promise<void>;
}

/** One running simulated machine: the live state, and what happened on it since the lab started. */
export interface Machine {
  readonly state: () => ServerState;
  readonly port: (listenerId: number) => number;
  readonly control: UnitControl;
  /** ms of true time at which the lab started; `…SecondsAgo` in the state count from here. */
  readonly startedAt: number;
  readonly bootId: string;
  /** Name of the account that logs in. */
  readonly user: string;
  readonly changes: Map<string, UnitChange>;
  /** Ends a stop that hangs, by unit. */
  readonly hanging: Map<string, () => void>;
  /** Timers that have not elapsed yet, by name. */
  readonly timers: Map<string, TransientTimer>;
  /** Processes that outlive the session that began them, by id. */
  readonly detached: Map<number, DetachedProcess>;
  /** Who waits until a unit has been stopped, by unit; called before systemctl answers. */
  readonly onStopped: Map<string, () => void>;
  readonly logged: LoggedLine[];
  readonly pids: Pids;
}

/** A machine on which nothing has happened yet. */
export function createMachine(options: {
  state: () => ServerState;
  port: (listenerId: number) => number;
  units: UnitControl;
  user: string;
  startedAt: number;
}): Machine {
  const units = Object.values(options.state().host.units);
  return {
    state: options.state,
    port: options.port,
    control: options.units,
    startedAt: options.startedAt,
    bootId: randomUUID(),
    user: options.user,
    changes: new Map(),
    hanging: new Map(),
    timers: new Map(),
    detached: new Map(),
    onStopped: new Map(),
    logged: [],
    pids: new Pids(units.flatMap((unit) => unit.processes.map((process) => process.pid))),
  };
}
