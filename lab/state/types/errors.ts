import type { Value } from './value.ts';

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
  codeIdentifier?: string;
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
