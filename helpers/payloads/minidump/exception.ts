import type { ProbeProgram } from '../probe-program.ts';
import { packed, u32, u64, zeros } from './fields.ts';
import { located } from './file.ts';
import type { PlacedThread } from './threads.ts';

/** SIGSEGV at an address that is not mapped (SEGV_MAPERR), which Windows calls an access violation. */
const codes = { linux: { code: 11, flags: 1 }, windows: { code: 0xc000_0005, flags: 0 } } as const;
const nullPointer = 0;
const writing = 1;
const parameterRoom = 15;

/** The MINIDUMP_EXCEPTION_STREAM: the thread wrote through a null pointer. */
export function exceptionStream(system: ProbeProgram['system'], faulting: PlacedThread): Uint8Array {
  const { code, flags } = codes[system];
  const isWindows = system === 'windows';
  // Linux says which address could not be reached, Windows which instruction tried to, with the address beside it.
  const address = isWindows ? faulting.stack.instructionPointer : nullPointer;
  const parameters = isWindows ? [writing, nullPointer] : [];
  return packed(
    u32(faulting.id, 0, code, flags),
    u64(0, address),
    u32(parameters.length, 0),
    u64(...parameters),
    zeros(8 * (parameterRoom - parameters.length)),
    located(faulting.context),
  );
}
