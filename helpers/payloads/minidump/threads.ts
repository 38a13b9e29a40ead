import type { ProbeThread } from '../probe-program.ts';
import { type CallStack, callStack } from './call-stack.ts';
import { amd64Context } from './context.ts';
import { packed, u32, u64 } from './fields.ts';
import { type Location, located, type MinidumpFile } from './file.ts';

/** A thread whose stack and registers are in the file. */
export interface PlacedThread {
  id: number;
  stack: CallStack;
  memory: Location;
  context: Location;
}

const firstStack = 0x7ffc_1a2b_0000;
/** Stacks are far from each other, as those of real threads. */
const stackDistance = 0x80_0000;

export function placeThreads(file: MinidumpFile, threads: readonly ProbeThread[]): PlacedThread[] {
  return threads.map((thread, index) => {
    const stack = callStack(thread, firstStack - index * stackDistance);
    return {
      id: thread.id,
      stack,
      memory: file.place(stack.bytes),
      context: file.place(amd64Context(stack)),
    };
  });
}

/** The MINIDUMP_THREAD_LIST. */
export function threadList(threads: readonly PlacedThread[]): Uint8Array {
  return packed(
    u32(threads.length),
    ...threads.map((thread) =>
      packed(u32(thread.id, 0, 0, 0), u64(0), memoryDescriptor(thread), located(thread.context)),
    ),
  );
}

/** The MINIDUMP_MEMORY_LIST: nothing but the stacks. */
export function memoryList(threads: readonly PlacedThread[]): Uint8Array {
  return packed(u32(threads.length), ...threads.map(memoryDescriptor));
}

function memoryDescriptor({ stack, memory }: PlacedThread): Uint8Array {
  return packed(u64(stack.start), located(memory));
}
