import { randomBytes, randomUUID } from 'node:crypto';

/** The smallest attachment of a probe that shows damage by text conversion, truncation and naming. */
export interface ProbeAttachment {
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

export interface ProbeOptions {
  /** Unique text by which the error is found again; `migration-probe-<random>` by default. */
  mark?: string;
  /** Unix seconds; now by default. */
  timestamp?: number;
  /** Further attributes. */
  attributes?: Record<string, string | number | boolean>;
}

/** A crash report that was made up for one run, and what must be read back of it. */
export interface ProbePayload {
  /** Value of the attribute `application`, the one by which the error is queried. */
  mark: string;
  /** The JSON report as it is submitted (contract §4.1). */
  report: ProbeReport;
  attributes: Record<string, string | number | boolean>;
  /** Function names of the faulting thread, innermost first. */
  callstack: string[];
  timestamp: number;
  attachments: ProbeAttachment[];
}

export interface ProbeReport {
  uuid: string;
  timestamp: number;
  lang: string;
  langVersion: string;
  agent: string;
  agentVersion: string;
  mainThread: string;
  threads: Record<string, { name: string; fault: boolean; stack: ProbeFrame[] }>;
  attributes: Record<string, string | number | boolean>;
  annotations: Record<string, unknown>;
  classifiers: string[];
}

export interface ProbeFrame {
  funcName: string;
  library: string;
  line: number;
  column: number;
}

/** A mark that no other run has. */
export function newMark(): string {
  return `migration-probe-${randomBytes(8).toString('hex')}`;
}

/** The attribute that carries the mark: custom attributes cannot be queried until they are indexed (contract §3.2). */
export const markAttribute = 'application';

const main = 'main';
const worker = 'worker';
const frames: readonly ProbeFrame[] = [
  { funcName: 'probe::Überlauf<std::vector<int>>', library: 'migration/probe.cc', line: 42, column: 7 },
  { funcName: 'probe_handler', library: 'migration/handler.cc', line: 17, column: 3 },
  { funcName: 'operator"" _probe', library: 'migration/it\'s "quoted".cc', line: 5, column: 1 },
  { funcName: 'main', library: 'migration/main.cc', line: 1, column: 1 },
];

const workerFrames: readonly ProbeFrame[] = [
  { funcName: 'epoll_wait', library: 'libc.so.6', line: 30, column: 1 },
  { funcName: 'probe_worker', library: 'migration/worker.cc', line: 12, column: 5 },
];

/**
 * A test error of the shape that the SDKs send, told from every other by its mark. Its texts hold quotes, non-ASCII
 * characters and a long value, so that reading it back shows damage.
 */
export function probeReport(options: ProbeOptions = {}): ProbePayload {
  const mark = options.mark ?? newMark();
  const timestamp = options.timestamp ?? Math.floor(Date.now() / 1000);
  const attributes = {
    [markAttribute]: mark,
    hostname: 'migration-probe.invalid',
    version: '1.2.3-probe+4',
    'error.message': `${mark}: „Ümläut“, "quotes", it's <b>&amp;</b> \\ 日本語 🚚`,
    'error.type': 'Message',
    'process.age': 4321,
    guid: randomUUID(),
    'probe.long': 'migration '.repeat(100).trim(),
    'probe.number': 9007199254740991,
    'probe.flag': true,
    ...options.attributes,
  };
  const report: ProbeReport = {
    uuid: randomUUID(),
    timestamp,
    lang: 'nodejs',
    langVersion: '20.0.0',
    agent: 'backtrace-migration-verification',
    agentVersion: '1.0.0',
    mainThread: main,
    threads: {
      [main]: { name: main, fault: true, stack: copied(frames) },
      [worker]: { name: 'Arbeiter „2“', fault: false, stack: copied(workerFrames) },
    },
    attributes,
    annotations: { 'Migration probe': { mark, nested: [1, { deep: 'ÿ' }] } },
    classifiers: ['MigrationProbe'],
  };
  return {
    mark,
    report,
    attributes,
    callstack: frames.map(({ funcName }) => funcName),
    timestamp,
    attachments: attachmentsOf(mark),
  };
}

function copied(stack: readonly ProbeFrame[]): ProbeFrame[] {
  return stack.map((frame) => ({ ...frame }));
}

function attachmentsOf(mark: string): ProbeAttachment[] {
  const everyByte = Uint8Array.from({ length: 4096 }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
  const text = new TextEncoder().encode(`${mark}\r\nZeile 2: äöü ✓\n`);
  return [
    { name: 'prüfung ✓.txt', contentType: 'text/plain', bytes: text },
    { name: 'probe.bin', contentType: 'application/octet-stream', bytes: everyByte },
  ];
}
