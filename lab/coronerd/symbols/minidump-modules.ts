import type { Bytes, Place } from './bytes.ts';
import { listEntries } from './list-stream.ts';

/** A file that was mapped into the process. */
export interface MinidumpModule {
  base: bigint;
  /** Bytes. */
  size: number;
  codeFile: string;
  /** File name of its symbols; '' when the dump has no debug record of the module. */
  debugFile: string;
  /** 32 hex digits and the age, as in a Breakpad symbol file; '' without a debug record. */
  debugIdentifier: string;
  /** Of a PE file its time and size in hex, of an ELF file the whole build id; absent without a debug record. */
  codeIdentifier?: string;
}

const entrySize = 108;
const mostModules = 16_384;

/** The modules of a minidump; throws a `RangeError` where they lie outside of the file. */
export function readModules(bytes: Bytes, stream: Place): MinidumpModule[] {
  return listEntries(bytes, stream, entrySize, mostModules).map((offset) => {
    const codeFile = bytes.text(bytes.u32(offset + 20));
    const record = bytes.at(bytes.place(offset + 76));
    const size = bytes.u32(offset + 8);
    const imageId =
      bytes
        .u32(offset + 16)
        .toString(16)
        .toUpperCase()
        .padStart(8, '0') + size.toString(16);
    return { base: bytes.u64(offset), size, codeFile, ...debugRecord(record, codeFile, imageId) };
  });
}

/** File and id from a CodeView record: that of a PDB, or the build id of an ELF file. */
function debugRecord(
  record: Buffer,
  codeFile: string,
  codeIdentifier: string,
): Pick<MinidumpModule, 'debugFile' | 'debugIdentifier' | 'codeIdentifier'> {
  const kind = record.subarray(0, 4).toString('latin1');
  if (kind === 'RSDS' && record.length > 24) {
    const name = record.subarray(24);
    const end = name.indexOf(0);
    const debugFile = fileName(name.subarray(0, end < 0 ? undefined : end).toString('utf8'));
    const debugIdentifier = identifier(record.subarray(4, 20), record.readUInt32LE(20));
    return { debugFile, debugIdentifier, codeIdentifier };
  }
  if (kind === 'LEpB' && record.length > 4) {
    const guid = Buffer.alloc(16);
    record.copy(guid, 0, 4, 20);
    return {
      debugFile: fileName(codeFile),
      debugIdentifier: identifier(guid, 0),
      codeIdentifier: record.subarray(4).toString('hex'),
    };
  }
  return { debugFile: '', debugIdentifier: '' };
}

/** A GUID as Breakpad writes it: its first three numbers are little-endian in the file. */
function identifier(guid: Buffer, age: number): string {
  const numbers = [guid.subarray(0, 4), guid.subarray(4, 6), guid.subarray(6, 8)].map((part) =>
    Buffer.from(part).reverse().toString('hex'),
  );
  return `${numbers.join('')}${guid.subarray(8).toString('hex')}${age.toString(16)}`.toUpperCase();
}

/** The last part of a Windows or other path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Finds the module that an address lies in. */
export function moduleFinder(modules: MinidumpModule[]): (address: bigint) => MinidumpModule | undefined {
  const ascending = modules.toSorted((a, b) => Number(a.base - b.base));
  return (address) => {
    let [low, high] = [0, ascending.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ascending[middle]?.base ?? 0n) <= address) low = middle + 1;
      else high = middle;
    }
    const module = ascending[low - 1];
    return module && address < module.base + BigInt(module.size) ? module : undefined;
  };
}
