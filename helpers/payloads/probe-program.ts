import { probeCalls, probeFunctions } from './probe-functions.ts';
import { identify, type ProgramOptions } from './program-identity.ts';

/** A made-up x86-64 program that crashed: what its minidump and its symbol file are written from. */
export interface ProbeProgram {
  system: 'linux' | 'windows';
  /** Name of the debug file, without a directory: what symbols are filed under. */
  debugFile: string;
  /** Path of the program where it ran. */
  codeFile: string;
  /** Breakpad debug identifier: 32 upper-case hex digits of the GUID, then the age in hex. */
  debugId: string;
  /** GNU build id in lower-case hex, as much of it as is known; empty for a Windows program, which has none. */
  buildId: string;
  /** Where it was loaded. */
  baseAddress: number;
  /** Bytes that it takes there. */
  size: number;
  /** By ascending address. */
  functions: readonly ProbeFunction[];
  /** Its threads, the one at fault first. */
  threads: readonly ProbeThread[];
  /** The faulting thread as its own symbols tell it, innermost frame first. */
  frames: readonly ExpectedFrame[];
}

export interface ProbeFunction {
  name: string;
  /** From the start of the program, as in a symbol file. */
  address: number;
  /** Bytes. */
  size: number;
  /** Empty for a function of which only the name is known: a PUBLIC record. */
  lines: readonly ProbeLine[];
}

export interface ProbeLine {
  /** From the start of the program. */
  address: number;
  /** Bytes. */
  size: number;
  line: number;
  file: string;
}

export interface ProbeThread {
  id: number;
  /** Absolute: the instruction pointer, then the return addresses on the stack, innermost first. */
  addresses: readonly number[];
}

export interface ExpectedFrame {
  /**
   * Absolute, `0x` and lower-case hex: of the first frame the instruction at fault, of every other the return address
   * on the stack, which is that of the instruction after the call. The address less 1 has the same function and line.
   */
  address: string;
  function: string;
  /** Null where only the name of the function is known. */
  file: string | null;
  line: number | null;
}

const baseAddress = 0x5583_a1c0_0000;
const firstThread = 4321;

/**
 * A program of which no server has symbols: each call makes another build id. With a `debugId` it takes the place of a
 * program whose symbols exist: it is then looked for under that name and identifier, but its functions and frames are
 * still the made-up ones, which those symbols know nothing of.
 *
 * Throws a RangeError for an identity that no program can have.
 */
export function probeProgram(options: ProgramOptions = {}): ProbeProgram {
  const threads = probeCalls.map((calls, index) => ({
    id: firstThread + index,
    addresses: calls.map((call) => baseAddress + call.function.address + call.offset),
  }));
  return {
    ...identify(options),
    baseAddress,
    size: 0x8000,
    functions: probeFunctions,
    threads,
    frames: (threads[0]?.addresses ?? []).map(expectedFrame),
  };
}

function expectedFrame(address: number): ExpectedFrame {
  const covers = (range: { address: number; size: number }) =>
    address - baseAddress >= range.address && address - baseAddress < range.address + range.size;
  const called = probeFunctions.find(covers);
  const line = called?.lines.find(covers);
  return {
    address: `0x${address.toString(16)}`,
    function: called?.name ?? '',
    file: line?.file ?? null,
    line: line?.line ?? null,
  };
}
