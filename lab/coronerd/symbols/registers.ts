/** The registers that a stack is walked by. */
export interface Registers {
  instruction: bigint;
  stack: bigint;
  frame: bigint;
  /** Bytes of an address. */
  wordSize: 4 | 8;
}

/** Offsets in a thread's context, in bytes, and the least size of one, by CPU. */
const layouts: Record<string, { size: number; wordSize: 4 | 8; at: [number, number, number] }> = {
  x86: { size: 204, wordSize: 4, at: [184, 196, 180] },
  amd64: { size: 256, wordSize: 8, at: [248, 152, 160] },
  arm64: { size: 272, wordSize: 8, at: [264, 256, 240] },
};

/** Registers from a thread's context; undefined where it is empty or the CPU is not known. */
export function registersOf(context: Buffer, cpu: string): Registers | undefined {
  const layout = layouts[cpu];
  if (!layout || context.length === 0) return undefined;
  if (context.length < layout.size) throw new RangeError(`a context of ${context.length} bytes is too short`);
  const [instruction, stack, frame] = layout.at.map((offset) => {
    return layout.wordSize === 8 ? context.readBigUInt64LE(offset) : BigInt(context.readUInt32LE(offset));
  });
  return {
    instruction: instruction ?? 0n,
    stack: stack ?? 0n,
    frame: frame ?? 0n,
    wordSize: layout.wordSize,
  };
}
