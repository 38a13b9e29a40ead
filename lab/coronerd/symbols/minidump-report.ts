import type { ProcessedFrame, StoredError } from '../../state/types.ts';
import { keptBytes, keptReport } from '../submission/report.ts';
import { type Minidump, readMinidump } from './minidump.ts';

/** The parts of the processed report of a minidump that tell of threads, modules and sources (contract §4.1). */
export function minidumpReport(error: StoredError): Record<string, unknown> {
  const threads = error.threads ?? [];
  const sources = new Map<string, string>();
  const shown = threads.map(({ id, fault, frames }) => {
    const kept = fault ? frames.slice(0, error.callstack.length) : frames;
    const stack = kept.map((frame) => shownFrame(frame, sources));
    return [String(id), { name: String(id), fault, stack }];
  });
  return {
    symbolication: 'minidump',
    mainThread: String(threads.find((thread) => thread.fault)?.id ?? ''),
    threads: Object.fromEntries(shown),
    sourceCode: Object.fromEntries([...sources].map(([path, id]) => [id, { path }])),
    ...image(error),
  };
}

/** Numbers the source files as they come. */
function shownFrame(frame: ProcessedFrame, sources: Map<string, string>): object {
  const { address, file, line, library, debugIdentifier: debug_identifier } = frame;
  if (file !== undefined && !sources.has(file)) sources.set(file, String(sources.size + 1));
  return {
    address,
    funcName: frame.function,
    sourceCode: file === undefined ? undefined : sources.get(file),
    line,
    library,
    debug_identifier,
    guessed_frame: frame.guessed,
  };
}

function image(error: StoredError): object {
  const report = keptReport(error);
  if (!report) return {};
  const { system, modules } = readMinidump(keptBytes(report));
  return { arch: { name: system.cpu }, modules: modules.map(shownModule) };
}

function shownModule({
  base,
  size,
  codeFile,
  debugFile,
  debugIdentifier,
}: Minidump['modules'][number]): object {
  return {
    start: `0x${base.toString(16)}`,
    size,
    code_file: codeFile,
    debug_file: debugFile,
    debug_identifier: debugIdentifier,
  };
}
