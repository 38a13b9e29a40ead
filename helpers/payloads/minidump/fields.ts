/** Bytes one after another, without padding; every number of a minidump is little-endian. */
export function packed(...fields: Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

export function u16(...values: number[]): Uint8Array {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => {
    bytes.writeUInt16LE(value, 2 * index);
  });
  return bytes;
}

export function u32(...values: number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, 4 * index);
  });
  return bytes;
}

export function u64(...values: number[]): Uint8Array {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, index) => {
    bytes.writeBigUInt64LE(BigInt(value), 8 * index);
  });
  return bytes;
}

export function zeros(length: number): Uint8Array {
  return Buffer.alloc(length);
}

/** A MINIDUMP_STRING: its length in bytes, UTF-16, and a terminator that is not counted. */
export function utf16(text: string): Uint8Array {
  const units = Buffer.from(text, 'utf16le');
  return packed(u32(units.length), units, u16(0));
}
