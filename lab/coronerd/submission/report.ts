import { z } from 'zod';
import type { KeptReport, ProcessedThread, StoredError, Value } from '../../state/types.ts';
import { malformed } from '../failure.ts';

const frame = z.looseObject({
  funcName: z.string().nullish(),
  address: z.union([z.string(), z.number()]).nullish(),
});
const thread = z.looseObject({ stack: z.array(frame).default([]) });

/** A JSON report as the contract demands it (§4.1); fields that nobody here reads are let through. */
const jsonReport = z.looseObject({
  uuid: z.string().min(1),
  timestamp: z.number(),
  lang: z.string(),
  langVersion: z.string(),
  agent: z.string(),
  agentVersion: z.string(),
  mainThread: z.string(),
  threads: z.record(z.string(), thread),
  fingerprint: z.string().nullish(),
  classifiers: z.array(z.string()).nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
});

/** What is indexed of a report. */
export interface Indexed {
  uuid?: string;
  timestamp?: number;
  /** Fingerprint that the report brought along, 64 hex characters. */
  fingerprint?: string;
  attributes: Record<string, Value>;
  callstack: string[];
  /** Of a minidump. */
  threads?: ProcessedThread[];
}

/** Reads a JSON report; throws a `malformed submission` that names the field. */
export function readJsonReport(text: string): Indexed {
  const parsed = jsonReport.safeParse(parseJson(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw malformed(`${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'not a report'}`);
  }
  const report = parsed.data;
  const main = report.threads[report.mainThread];
  if (!main) throw malformed(`mainThread: no thread '${report.mainThread}'`);
  const classifiers: Record<string, Value> = report.classifiers?.length
    ? { classifiers: report.classifiers.join(' ') }
    : {};
  return {
    uuid: report.uuid,
    timestamp: Math.floor(report.timestamp),
    fingerprint: report.fingerprint ? fingerprintFromBase64(report.fingerprint) : undefined,
    attributes: {
      lang: report.lang,
      agent: report.agent,
      ...classifiers,
      ...flatAttributes(report.attributes ?? {}),
    },
    callstack: main.stack.map(frameName),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('the report is not JSON');
  }
}

function frameName(frame: { funcName?: string | null; address?: string | number | null }): string {
  if (frame.funcName) return frame.funcName;
  const address = frame.address ?? 0;
  return typeof address === 'number' ? `0x${address.toString(16)}` : address;
}

/** Attributes are scalars; objects among them belong to the annotations and are not indexed. */
export function flatAttributes(attributes: Record<string, unknown>): Record<string, Value> {
  const flat: Record<string, Value> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string' || typeof value === 'number') flat[name] = value;
    else if (typeof value === 'boolean') flat[name] = String(value);
  }
  return flat;
}

/** The attributes of what is no valid report, as far as there are any. */
export function looseAttributes(text: string): Record<string, Value> {
  const report = z.object({ attributes: z.record(z.string(), z.unknown()) });
  try {
    const parsed = z
      .union([report, z.tuple([report]).transform(([first]) => first)])
      .safeParse(JSON.parse(text));
    return parsed.success ? flatAttributes(parsed.data.attributes) : {};
  } catch {
    return {};
  }
}

function fingerprintFromBase64(base64: string): string {
  const hex = /^[0-9a-f]{64}$/.test(base64) ? base64 : Buffer.from(base64, 'base64').toString('hex');
  if (hex.length !== 64) throw malformed('fingerprint: not 32 bytes in base64');
  return hex;
}

/** The report that an error was made from, where it was kept. */
export function keptReport(error: StoredError): KeptReport | undefined {
  const report = error.report;
  return typeof report === 'object' && report !== null && 'format' in report
    ? (report as KeptReport)
    : undefined;
}

/** Bytes of the report as it was submitted, where it was kept. */
export function keptBytes(report: KeptReport): Buffer {
  return report.text === undefined ? Buffer.from(report.base64 ?? '', 'base64') : Buffer.from(report.text);
}

/** Size in bytes of the report; of an error without one, of what is known of it. */
export function keptSize(error: StoredError): number {
  const report = keptReport(error);
  if (report) return keptBytes(report).length;
  return error.callstack.join('\n').length + JSON.stringify(error.attributes).length;
}
