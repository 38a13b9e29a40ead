import type { Bytes, Place } from './bytes.ts';
import { listEntries } from './list-stream.ts';
import { type Registers, registersOf } from './registers.ts';

export interface MinidumpThread {
  id: number;
  /** Undefined where the dump does not hold them. */
  registers?: Registers;
  /** The part of its stack that the dump holds, and the address where that begins. */
  stack: { base: bigint; memory: Buffer };
}

const entrySize = 48;
const mostThreads = 4_096;

/** The threads of a minidump; throws a `RangeError` where they lie outside of the file. */
export function readThreads(bytes: Bytes, stream: Place, cpu: string): MinidumpThread[] {
  const threads = listEntries(bytes, stream, entrySize, mostThreads).map((offset) => ({
    id: bytes.u32(offset),
    registers: registersOf(bytes.at(bytes.place(offset + 40)), cpu),
    stack: { base: bytes.u64(offset + 24), memory: bytes.at(bytes.place(offset + 32)) },
  }));
  if (threads.length === 0) throw new RangeError('it has no threads');
  return threads;
}
