import { malformed } from '../failure.ts';
import { Bytes, type Place } from './bytes.ts';
import { type MinidumpModule, readModules } from './minidump-modules.ts';
import { type MinidumpThread, readThreads } from './minidump-threads.ts';
import { type Registers, registersOf } from './registers.ts';

/** What is used of a minidump. */
export interface Minidump {
  /** Unix seconds; 0 where the dump does not tell. */
  timestamp: number;
  system: { cpu: string; os: string };
  /** In the order of the file: the program itself is first. */
  modules: MinidumpModule[];
  threads: MinidumpThread[];
  /** Id of the thread that crashed, else of the first one. */
  faultingThread: number;
  exception?: { code: number; address: bigint };
}

const signature = 'MDMP';
const version = 0xa793;
const streamTypes = { threads: 3, modules: 4, exception: 6, system: 7 } as const;
/** More streams than any writer makes. */
const mostStreams = 1_024;

const cpus: Record<number, string> = { 0: 'x86', 5: 'arm', 9: 'amd64', 12: 'arm64', 32771: 'arm64' };
const systems: Record<number, string> = {
  1: 'Windows',
  2: 'Windows NT',
  33025: 'Mac OS X',
  33026: 'iOS',
  33281: 'Linux',
  33283: 'Android',
};

/** Reads a minidump; throws a `malformed submission` that says what is wrong with it. */
export function readMinidump(file: Buffer): Minidump {
  if (file.subarray(0, signature.length).toString('latin1') !== signature) {
    throw malformed('the file is not a minidump');
  }
  try {
    return read(new Bytes(file));
  } catch (failure) {
    if (failure instanceof RangeError) throw malformed(`the minidump is broken: ${failure.message}`);
    throw failure;
  }
}

function read(bytes: Bytes): Minidump {
  if ((bytes.u32(4) & 0xffff) !== version) throw new RangeError('its version is not that of minidumps');
  const streams = readDirectory(bytes);
  const system = readSystem(bytes, streamOf(streams, 'system'));
  const modules = readModules(bytes, streamOf(streams, 'modules'));
  const threads = readThreads(bytes, streamOf(streams, 'threads'), system.cpu);
  const dump = { timestamp: bytes.u32(20), system, modules, threads, faultingThread: threads[0]?.id ?? 0 };
  const exception = streams.get(streamTypes.exception);
  return exception ? { ...dump, ...readException(bytes, exception, threads, system.cpu) } : dump;
}

function readDirectory(bytes: Bytes): Map<number, Place> {
  const count = bytes.u32(8);
  if (count > mostStreams) throw new RangeError(`it has ${count} streams`);
  const directory = bytes.u32(12);
  const streams = new Map<number, Place>();
  for (let entry = directory; entry < directory + count * 12; entry += 12) {
    const place = bytes.place(entry + 4);
    bytes.at(place);
    streams.set(bytes.u32(entry), place);
  }
  return streams;
}

function streamOf(streams: Map<number, Place>, name: keyof typeof streamTypes): Place {
  const stream = streams.get(streamTypes[name]);
  if (!stream) throw new RangeError(`it has no stream of ${name} (type ${streamTypes[name]})`);
  return stream;
}

function readSystem(bytes: Bytes, { offset }: Place): Minidump['system'] {
  const os = systems[bytes.u32(offset + 20)] ?? 'unknown';
  return { cpu: cpus[bytes.u16(offset)] ?? 'unknown', os };
}

/** The registers at the exception belong to the thread, whose own were taken while the dump was written. */
function readException(
  bytes: Bytes,
  { offset }: Place,
  threads: MinidumpThread[],
  cpu: string,
): Pick<Minidump, 'exception' | 'faultingThread'> {
  const faultingThread = bytes.u32(offset);
  const thread = threads.find((each) => each.id === faultingThread);
  if (!thread) throw new RangeError(`it has no thread ${faultingThread}, where the exception was`);
  const registers: Registers | undefined = registersOf(bytes.at(bytes.place(offset + 160)), cpu);
  thread.registers = registers ?? thread.registers;
  const exception = { code: bytes.u32(offset + 8), address: bytes.u64(offset + 24) };
  return { faultingThread, exception };
}
