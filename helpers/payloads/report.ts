import { randomBytes, randomUUID } from 'node:crypto';

/**
 * The attribute that carries the mark of a run. It is one that every server indexes: an attribute without an index
 * of its own cannot be queried (contract §3.2).
 */
export const markAttribute = 'hostname';

/** What is attached to the probe error: text, and bytes under a name that is not ASCII. */
export interface ProbeAttachment {
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

/** A crash report that was made up for one run, and what must be read back of it. */
export interface ProbeReport {
  mark: string;
  report: Record<string, unknown>;
  /** Attributes that are indexed on every server, as submitted. */
  attributes: Record<string, string | number>;
  /** Function names of the faulting thread, innermost first. */
  callstack: string[];
  /** Unix seconds. */
  timestamp: number;
  attachments: ProbeAttachment[];
}

/** A mark that no other run has. */
export function newMark(): string {
  return `migration-probe-${randomBytes(8).toString('hex')}`;
}

/** A report of the shape that the SDKs send (contract §4.1), with an id of its own at every call. */
export function probeReport(mark: string, now = new Date()): ProbeReport {
  const callstack = ['probe::fault(int)', 'probe::step<2>(char const*)', 'probe::run()', 'main', '_start'];
  const timestamp = Math.floor(now.getTime() / 1000);
  const attributes = {
    [markAttribute]: mark,
    application: 'migration-probe',
    version: '1.0.0',
    'error.message':
      'Test error of the migration verification; it is removed again. “naïve” <&> \'"\u{1F527}',
    'error.type': 'MigrationProbe',
    'process.age': 42,
  };
  const report = {
    uuid: randomUUID(),
    timestamp,
    lang: 'c++',
    langVersion: '17',
    agent: 'migration-verification',
    agentVersion: '1.0.0',
    mainThread: 'main',
    classifiers: ['probe'],
    threads: {
      main: {
        name: 'main',
        fault: true,
        stack: callstack.map((funcName, index) => ({
          funcName,
          line: 10 + index,
          library: 'migration-probe',
        })),
      },
      helper: { name: 'helper', fault: false, stack: [{ funcName: 'wait_for_work' }] },
    },
    attributes,
    annotations: {
      probe: { purpose: 'post-migration verification', list: [1, 'two', null], nested: { ok: true } },
    },
  };
  return { mark, report, attributes, callstack, timestamp, attachments: attachments() };
}

/** A report without what the contract demands: no server may take it. */
export function malformedReport(): string {
  return '{"uuid": "not a uuid", "timestamp": "yesterday", "threads": [';
}

function attachments(): ProbeAttachment[] {
  const everyByte = Uint8Array.from({ length: 1024 }, (_, index) => index % 256);
  return [
    {
      name: 'probe.txt',
      contentType: 'text/plain',
      bytes: new TextEncoder().encode('first line\nzweite Zeile: äöü €\n'),
    },
    { name: 'Prüfung ☂.bin', contentType: 'application/octet-stream', bytes: everyByte },
  ];
}
