import type { Value } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import type { Indexed } from '../submission/report.ts';
import { type Minidump, readMinidump } from './minidump.ts';
import { fileName } from './minidump-modules.ts';
import { missingModules } from './missing.ts';
import { processedThreads } from './symbolicate.ts';

/**
 * What is indexed of a minidump, by the symbols that the project has now; `_missing_symbols` is 1 while a module of
 * the faulting thread has none (contract §3.2). Throws a `malformed submission`.
 */
export function indexMinidump(coronerd: Coronerd, pid: number, file: Buffer): Indexed {
  const dump = readMinidump(file);
  const threads = processedThreads(coronerd, pid, dump);
  const missing = missingModules(coronerd, pid, { threads });
  const frames = threads.find((thread) => thread.fault)?.frames ?? [];
  return {
    timestamp: dump.timestamp || undefined,
    attributes: { ...attributesOf(dump), ...(missing.length > 0 ? { _missing_symbols: 1 } : {}) },
    callstack: frames.map((frame) => frame.function ?? frame.address),
    threads,
  };
}

function attributesOf({ system, modules: [program], exception }: Minidump): Record<string, Value> {
  return {
    'uname.sysname': system.os,
    'uname.machine': system.cpu,
    ...(program ? { application: fileName(program.codeFile) } : {}),
    ...(exception ? { 'error.type': 'Crash', 'fault.address': `0x${exception.address.toString(16)}` } : {}),
  };
}
