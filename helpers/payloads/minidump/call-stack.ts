import type { ProbeThread } from '../probe-program.ts';
import { packed, u64, zeros } from './fields.ts';

/** A thread's stack as memory, and the registers that point into it. */
export interface CallStack {
  /** Address of the first byte, which is the stack pointer. */
  start: number;
  bytes: Uint8Array;
  instructionPointer: number;
  framePointer: number;
}

/** Bytes of local variables in each frame; they hold nothing that looks like an address. */
const locals = 0x20;
/** Saved frame pointer and return address. */
const saved = 16;
/** Above the outermost frame, where a symbolizer that knows no better goes on looking for return addresses. */
const above = zeros(0x200);

/**
 * The stack of functions that all begin with `push rbp; mov rbp, rsp`. The outermost one has neither a caller's frame
 * pointer nor a return address, which ends every walk.
 */
export function callStack(
  { addresses: [instructionPointer = 0, ...returns] }: ProbeThread,
  start: number,
): CallStack {
  const framePointer = (frame: number) => start + locals + frame * (locals + saved);
  const frames = returns.map((address, frame) =>
    packed(zeros(locals), u64(framePointer(frame + 1), address)),
  );
  const outermost = zeros(locals + saved);
  return {
    start,
    bytes: packed(...frames, outermost, above),
    instructionPointer,
    framePointer: framePointer(0),
  };
}
