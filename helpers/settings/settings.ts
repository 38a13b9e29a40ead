import type { Effect, HttpLimits, MailSettings, ServerSettings } from './types.ts';
import type { Waiver } from './waivers.ts';

/** Everything that the operator can set, typed, with defaults filled in. Frozen. */
export interface Settings {
  readonly new: ServerSettings;
  /** The server that was migrated from, while it still runs. */
  readonly old?: ServerSettings;
  /** File with what was captured from the old server. */
  readonly oldBaseline?: string;
  /** Only this universe of the baseline. */
  readonly baselineUniverse?: string;
  /** Errors later than this are traffic, not migrated data. */
  readonly cutoff?: Date;
  readonly probeProject?: { universe?: string; name: string };
  readonly probeToken?: string;
  /** Symbols that the configured symbol servers are known to hold. */
  readonly knownGoodSymbols: readonly { debugFile: string; debugId: string }[];
  /** The mailbox that reports and invitations are sent to. */
  readonly mail?: MailSettings;
  /** JSON file with the accounts that must be able to log in. */
  readonly loginAccountsFile?: string;
  /** Where notifications of the new server are waited for. */
  readonly webhook?: WebhookSettings;
  readonly tracker?: TrackerSettings;
  readonly allow: readonly Effect[];
  readonly waivers: readonly Waiver[];
  readonly expect: {
    readonly version?: string;
    readonly storagePath?: string;
    /** Where the names must resolve to, where that is not the machine itself. */
    readonly addresses?: readonly string[];
  };
  /** The name server to ask; without it, those of this machine. */
  readonly dnsServer?: { readonly host: string; readonly port: number };
  readonly limits: Limits;
  readonly http: HttpLimits;
  /** Settings whose passwords and tokens ALLOW_PLAIN_HTTP lets cross a network unencrypted. */
  readonly plainHttp: readonly string[];
  readonly console: ConsoleSettings;
  /** Folder for outcomes and reports. */
  readonly results: string;
}

/** A place on this machine that the new server can send notifications to. */
export interface WebhookSettings {
  listen: { host: string; port: number };
  /** The same place as the new server calls it, ending with a slash; by default, the address that is listened on. */
  url?: URL;
}

/** The issue tracker in which the server creates tickets, and a login to look them up. */
export interface TrackerSettings {
  url: URL;
  username: string;
  password: string;
  /** PEM file with the certificates to trust beside the usual ones. */
  caFile?: string;
}

/** What capturing the old server needs. Frozen. */
export interface CaptureSettings {
  readonly old: ServerSettings;
  readonly cutoff?: Date;
  readonly http: HttpLimits;
}

/** How the console is driven in a browser. */
export interface ConsoleSettings {
  /** JSON file that corrects labels and routes of the console. */
  map?: string;
  /** Path of the Chromium to use. */
  chromium?: string;
  /** Bound of each page of the console. */
  pageSeconds: number;
  /** Pages that are open at a time. */
  pageConcurrency: number;
  /** A login at the identity provider; `account` is the user name or e-mail of whom it must end as. */
  sso?: { username: string; password: string; account: string };
  /** The only hosts, with ports other than 443, where that login types anything; empty for any that is https. */
  ssoHosts: readonly string[];
  /** Chromium runs in its sandbox, unless as root. */
  sandbox: boolean;
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
  /** A certificate that is valid for fewer days is wrong. */
  minCertificateDays: number;
  /** Least time between the two looks of the steps that watch something over time. */
  observeSeconds: number;
  /** Within this a restarted server has to answer again. */
  restartSeconds: number;
  /** Within this a submitted error has to be found. */
  submissionSeconds: number;
  symbolSeconds: number;
  /** Within this a notification arrives, and a ticket is created. */
  notificationSeconds: number;
}
