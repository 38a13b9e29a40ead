import type { StoredError } from '../../state/types.ts';
import { minidumpReport } from '../symbols/minidump-report.ts';
import { keptBytes, keptReport } from './report.ts';

/** The object as it was submitted; of an error whose report was not kept, a JSON report made from its index. */
export function originalReport(error: StoredError): Buffer {
  const report = keptReport(error);
  return report ? keptBytes(report) : Buffer.from(JSON.stringify(processedReport(error)));
}

/** The report as the server understood it: what came in, with the attributes and frames that were indexed. */
export function processedReport(error: StoredError): object {
  const { uuid, lang, agent, classifiers, ...attributes } = error.attributes;
  return {
    uuid: uuid ?? error.rxid,
    timestamp: error.timestamp,
    lang: lang ?? 'c',
    langVersion: '',
    agent: agent ?? '',
    agentVersion: '',
    ...(error.threads ? minidumpReport(error) : jsonReport(error)),
    classifiers: classifiers ? String(classifiers).split(' ') : [],
    attributes,
    fingerprint: error.fingerprint,
  };
}

/** The report that was submitted, with the frames that were indexed in the faulting thread. */
function jsonReport(error: StoredError): Record<string, unknown> {
  const submitted = submittedJson(error);
  const mainThread = typeof submitted.mainThread === 'string' ? submitted.mainThread : 'main';
  const frames = error.callstack.map((name) => ({ funcName: name }));
  const threads = isRecord(submitted.threads) ? submitted.threads : {};
  const main = isRecord(threads[mainThread]) ? threads[mainThread] : { name: mainThread, fault: true };
  const stack = mergedStack(main.stack, frames);
  return { ...submitted, mainThread, threads: { ...threads, [mainThread]: { ...main, stack } } };
}

/** A JSON report that was kept, as an object; empty for other formats. */
function submittedJson(error: StoredError): Record<string, unknown> {
  const report = keptReport(error);
  if (report?.text === undefined) return {};
  try {
    const json: unknown = JSON.parse(report.text);
    return isRecord(json) ? json : {};
  } catch {
    return {};
  }
}

/** The indexed frames, with what the submitted frames at the same places say besides. */
function mergedStack(submitted: unknown, frames: { funcName: string }[]): object[] {
  const originals: unknown[] = Array.isArray(submitted) ? submitted : [];
  return frames.map((frame, place) => {
    const original = originals[place];
    return isRecord(original) ? { ...original, ...frame } : frame;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The report for people. */
export function reportText(error: StoredError): string {
  const attributes = Object.entries(error.attributes).map(([name, value]) => `${name}: ${value}`);
  const frames = error.callstack.map((frame, place) => `#${place} ${frame}`);
  const time = new Date(error.timestamp * 1000).toISOString();
  return [`Object ${error.id.toString(16)}`, time, '', ...attributes, '', ...frames, ''].join('\n');
}
