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

/** What turns the names of one obfuscated build back, as it was uploaded: a proguard mapping, or an archive of source maps. */
export interface SymbolMapping {
  format: string;
  /** Reports of that build name it. */
  symbolicationId: string;
  /** Unix seconds. */
  uploadedAt: number;
  base64: string;
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
  log: { timestamp: number; level: 'info' | 'warn' | 'fatal'; message: string }[];
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
