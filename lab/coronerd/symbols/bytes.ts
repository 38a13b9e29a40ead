/** Longest text of a minidump that is read, in bytes. */
const longestText = 8_192;

/** Where something lies in a file, in bytes. */
export interface Place {
  offset: number;
  size: number;
}

/** Little-endian reads from a file whose offsets nobody vouches for: outside of it they throw a `RangeError`. */
export class Bytes {
  readonly #file: Buffer;

  constructor(file: Buffer) {
    this.#file = file;
  }

  get size(): number {
    return this.#file.length;
  }

  u16(offset: number): number {
    return this.at({ offset, size: 2 }).readUInt16LE();
  }

  u32(offset: number): number {
    return this.at({ offset, size: 4 }).readUInt32LE();
  }

  u64(offset: number): bigint {
    return this.at({ offset, size: 8 }).readBigUInt64LE();
  }

  /** The size and offset that are written at an offset, as minidumps write them. */
  place(offset: number): Place {
    return { size: this.u32(offset), offset: this.u32(offset + 4) };
  }

  at({ offset, size }: Place): Buffer {
    if (offset + size > this.#file.length) {
      throw new RangeError(`${size} bytes at offset ${offset} lie outside of the ${this.#file.length} bytes`);
    }
    return this.#file.subarray(offset, offset + size);
  }

  /** The text at an offset: its length in bytes, then UTF-16. */
  text(offset: number): string {
    const size = this.u32(offset);
    if (size > longestText) throw new RangeError(`a text of ${size} bytes at offset ${offset} is too long`);
    return this.at({ offset: offset + 4, size: size & ~1 }).toString('utf16le');
  }
}
