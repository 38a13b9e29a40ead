import { exceptionStream } from './minidump/exception.ts';
import { minidumpFile } from './minidump/file.ts';
import { moduleList } from './minidump/modules.ts';
import { miscInfo, systemInfo } from './minidump/system.ts';
import { memoryList, placeThreads, threadList } from './minidump/threads.ts';
import type { ProbeProgram } from './probe-program.ts';

const streams = { threads: 3, modules: 4, memory: 5, exception: 6, system: 7, misc: 15 } as const;
/** The process was started a minute before, and a timestamp has 32 bits. */
const [oldest, newest] = [60, 2 ** 32 - 1];

/**
 * A minidump of the program's crash, as a crash handler of an x86-64 Linux writes it: registers and stacks of all
 * threads, modules, and why it crashed. The stacks lead through frame pointers and return addresses to the frames that
 * the program expects. `timestamp` is that of the crash in Unix seconds.
 *
 * Throws a RangeError for a timestamp that the format does not hold.
 */
export function minidump(program: ProbeProgram, { timestamp }: { timestamp: number }): Uint8Array {
  if (!Number.isInteger(timestamp) || timestamp < oldest || timestamp > newest) {
    throw new RangeError(
      `A minidump cannot have timestamp ${timestamp}: expected ${oldest} to ${newest} in seconds.`,
    );
  }
  const file = minidumpFile(Object.keys(streams).length);
  const threads = placeThreads(file, program.threads);
  const [faulting] = threads;
  if (!faulting) throw new RangeError('A program without a thread cannot crash.');
  file.addStream(streams.system, systemInfo(file, program.system));
  file.addStream(streams.misc, miscInfo(timestamp));
  file.addStream(streams.threads, threadList(threads));
  file.addStream(streams.modules, moduleList(file, program));
  file.addStream(streams.memory, memoryList(threads));
  file.addStream(streams.exception, exceptionStream(program.system, faulting));
  return file.finish(timestamp);
}
