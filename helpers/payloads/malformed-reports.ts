import { type ProbeOptions, type ProbeReport, probeReport } from './probe-report.ts';

/** Something that is no report; a server has to refuse it and must store nothing that carries the mark. */
export interface MalformedReport {
  /** What is wrong with it. */
  flaw: string;
  /** As it is sent, with `format=json`. */
  body: string | Uint8Array;
  /** The mark that it carries; null where nothing can carry one. */
  mark: string | null;
}

/** Reports of which no server can make an error (contract §4.1 names what is required). */
export function malformedReports(options: ProbeOptions = {}): MalformedReport[] {
  const spoilt = (flaw: string, spoil: (report: ProbeReport) => unknown): MalformedReport => {
    const { report, mark } = probeReport(options);
    const body = spoil(report);
    return { flaw, mark, body: typeof body === 'string' ? body : JSON.stringify(body) };
  };
  return [
    { flaw: 'empty body', body: '', mark: null },
    { flaw: 'bytes that are no text', body: Uint8Array.of(0xff, 0xfe, 0x00, 0x80, 0xc3), mark: null },
    spoilt('JSON that is cut off', (report) => JSON.stringify(report).slice(0, -20)),
    spoilt('a list instead of an object', (report) => [report]),
    spoilt('no uuid', ({ uuid: _, ...rest }) => rest),
    spoilt('no threads', ({ threads: _, ...rest }) => rest),
    spoilt('a timestamp that is no number', (report) => ({ ...report, timestamp: 'yesterday' })),
  ];
}
