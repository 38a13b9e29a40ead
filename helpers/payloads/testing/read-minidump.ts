/** What a minidump says, read by the offsets of the format's structures and by nothing of the code that wrote it. */
export interface ReadMinidump {
  signature: string;
  version: number;
  timestamp: number;
  streamTypes: number[];
  system: { architecture: number; platform: number; description: string };
  processId: number;
  threads: ReadThread[];
  modules: ReadModule[];
  exception: { thread: number; code: number; address: number; context: ReadContext };
  /** Memory of the process; null where the minidump has none. */
  word(address: number): number | null;
}

export interface ReadThread {
  id: number;
  context: ReadContext;
}

export interface ReadContext {
  size: number;
  flags: number;
  rip: number;
  rsp: number;
  rbp: number;
}

export interface ReadModule {
  base: number;
  size: number;
  name: string;
  codeView: Uint8Array;
}

export function readMinidump(bytes: Uint8Array): ReadMinidump {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u32 = (at: number) => view.getUint32(at, true);
  const u64 = (at: number) => Number(view.getBigUint64(at, true));
  const slice = (at: number) => bytes.subarray(u32(at + 4), u32(at + 4) + u32(at));
  const text = (at: number) => Buffer.from(bytes.subarray(at + 4, at + 4 + u32(at))).toString('utf16le');
  const list = (at: number, length: number) => Array.from({ length: u32(at) }, (_, i) => at + 4 + i * length);
  const context = (at: number): ReadContext => {
    const start = u32(at + 4);
    return {
      size: u32(at),
      flags: u32(start + 0x30),
      rip: u64(start + 0xf8),
      rsp: u64(start + 0x98),
      rbp: u64(start + 0xa0),
    };
  };

  const entries = Array.from({ length: u32(8) }, (_, index) => u32(12) + index * 12);
  const stream = (type: number) => u32((entries.find((at) => u32(at) === type) ?? Number.NaN) + 8);
  const [threads, modules, memory, exception, system, misc] = [3, 4, 5, 6, 7, 15].map(stream) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ranges = list(memory, 16).map((at) => ({ start: u64(at), size: u32(at + 8), offset: u32(at + 12) }));
  return {
    signature: Buffer.from(bytes.subarray(0, 4)).toString(),
    version: u32(4) & 0xffff,
    timestamp: u32(20),
    streamTypes: entries.map(u32),
    system: {
      architecture: view.getUint16(system, true),
      platform: u32(system + 20),
      description: text(u32(system + 24)),
    },
    processId: u32(misc + 8),
    threads: list(threads, 48).map((at) => ({ id: u32(at), context: context(at + 40) })),
    modules: list(modules, 108).map((at) => ({
      base: u64(at),
      size: u32(at + 8),
      name: text(u32(at + 20)),
      codeView: slice(at + 76),
    })),
    exception: {
      thread: u32(exception),
      code: u32(exception + 8),
      address: u64(exception + 24),
      context: context(exception + 160),
    },
    word: (address) => {
      const range = ranges.find(({ start, size }) => address >= start && address + 8 <= start + size);
      return range ? u64(range.offset + address - range.start) : null;
    },
  };
}
