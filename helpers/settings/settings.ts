import type { Effect, HttpLimits, ServerSettings } from './types.ts';
import type { Waiver } from './waivers.ts';

/** Everything that the operator can set, typed, with defaults filled in. Frozen. */
export interface Settings {
  readonly new: ServerSettings;
  /** The server that was migrated from, while it still runs. */
  readonly old?: ServerSettings;
  /** File with what was captured from the old server. */
  readonly oldBaseline?: string;
  /** Errors later than this are traffic, not migrated data. */
  readonly cutoff?: Date;
  readonly probeProject?: { universe?: string; name: string };
  readonly probeToken?: string;
  /** Symbols that the configured symbol servers are known to hold. */
  readonly knownGoodSymbols: readonly { debugFile: string; debugId: string }[];
  readonly allow: readonly Effect[];
  readonly waivers: readonly Waiver[];
  readonly expect: { readonly version?: string; readonly storagePath?: string };
  readonly limits: Limits;
  readonly http: HttpLimits;
  /** Folder for outcomes and reports. */
  readonly results: string;
}

/** What capturing the old server needs. Frozen. */
export interface CaptureSettings {
  readonly old: ServerSettings;
  readonly cutoff?: Date;
  readonly http: HttpLimits;
}

/** Bounds that steps judge by. */
export interface Limits {
  minOpenFiles: number;
  minMaxMapCount: number;
  minMemoryAvailablePercent: number;
  maxSwapUsedPercent: number;
  /** The new machine's memory and cores, as a share of the old one's. */
  minPercentOfOldMachine: number;
  maxLoadPerCore: number;
  maxDiskUsedPercent: number;
  /** Share of failed downloads of a symbol server: where no old server tells what is usual, and above what is. */
  maxSymbolFailurePercent: number;
  maxSymbolFailureRise: number;
  maxClockSkewSeconds: number;
  /** Least time between the two looks of the steps that watch something over time. */
  observeSeconds: number;
  /** Within this a restarted server has to answer again. */
  restartSeconds: number;
  /** Within this a submitted error has to be found. */
  submissionSeconds: number;
  symbolSeconds: number;
}
