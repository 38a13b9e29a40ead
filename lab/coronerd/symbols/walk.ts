import type { MinidumpModule } from './minidump-modules.ts';
import type { MinidumpThread } from './minidump-threads.ts';
import type { Registers } from './registers.ts';

/** A frame that a stack was walked to. */
export interface WalkedFrame {
  /** Of the instruction that crashed, or to which the frame inside returns. */
  address: bigint;
  module?: MinidumpModule;
  /** Found by scanning the stack. */
  guessed: boolean;
}

/** More frames than are shown of any stack; a broken one could go on for ever. */
const mostFrames = 256;
/** Words of the stack that are looked at for a return address where no frame pointer leads on. */
const scannedWords = 256;

/**
 * The frames of a thread, innermost first: along the frame pointers, and where these lead nowhere to the next word
 * of the stack that points into a module. Call frame information is not used.
 */
export function walkStack(
  thread: MinidumpThread,
  moduleAt: (address: bigint) => MinidumpModule | undefined,
): WalkedFrame[] {
  if (!thread.registers) return [];
  const frames: WalkedFrame[] = [];
  let next: Step | undefined = { registers: thread.registers, guessed: false };
  while (next && frames.length < mostFrames) {
    const { registers, guessed, outermost }: Step = next;
    const module = moduleAt(registers.instruction);
    frames.push({ address: registers.instruction, module, guessed });
    if (outermost) break;
    const isCode = (address: bigint) => moduleAt(address) !== undefined;
    // A call of no code has pushed its return address, but no frame pointer.
    next = module ? callerOf(registers, thread.stack, isCode) : scan(registers, thread.stack, isCode);
  }
  return frames;
}

interface Step {
  registers: Registers;
  guessed: boolean;
  /** Its frame pointer says that nobody called it. */
  outermost?: boolean;
}

function callerOf(
  inner: Registers,
  stack: MinidumpThread['stack'],
  isCode: (address: bigint) => boolean,
): Step | undefined {
  const word = BigInt(inner.wordSize);
  const outer = readWord(stack, inner.frame, inner.wordSize);
  const returns = readWord(stack, inner.frame + word, inner.wordSize);
  const leads = inner.frame >= inner.stack && outer !== undefined && returns !== undefined;
  if (leads && returns === 0n && outer === 0n) return undefined;
  if (leads && isCode(returns) && (outer === 0n || outer > inner.frame)) {
    const registers = { ...inner, instruction: returns, stack: inner.frame + 2n * word, frame: outer };
    return { registers, guessed: false, outermost: outer === 0n };
  }
  return scan(inner, stack, isCode);
}

function scan(
  inner: Registers,
  stack: MinidumpThread['stack'],
  isCode: (address: bigint) => boolean,
): Step | undefined {
  const word = BigInt(inner.wordSize);
  for (let count = 0n; count < scannedWords; count++) {
    const at = inner.stack + count * word;
    const value = readWord(stack, at, inner.wordSize);
    if (value === undefined) return undefined;
    if (isCode(value)) {
      return { registers: { ...inner, instruction: value, stack: at + word }, guessed: true };
    }
  }
  return undefined;
}

function readWord(
  { base, memory }: MinidumpThread['stack'],
  address: bigint,
  size: number,
): bigint | undefined {
  const offset = address - base;
  if (offset < 0n || offset + BigInt(size) > memory.length) return undefined;
  return size === 8 ? memory.readBigUInt64LE(Number(offset)) : BigInt(memory.readUInt32LE(Number(offset)));
}
