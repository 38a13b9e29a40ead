import type { Bytes, Place } from './bytes.ts';

/**
 * Offsets of the entries of a list: a count, then the entries, which some writers align to 8 bytes. Throws a
 * `RangeError` for more entries than `most`, or than the stream has room for.
 */
export function listEntries(bytes: Bytes, stream: Place, entrySize: number, most: number): number[] {
  const count = bytes.u32(stream.offset);
  if (count > most) throw new RangeError(`a list at offset ${stream.offset} has ${count} entries`);
  const padding = stream.size === 8 + count * entrySize ? 8 : 4;
  if (stream.size < padding + count * entrySize) {
    throw new RangeError(`${count} entries do not fit into the list at offset ${stream.offset}`);
  }
  return Array.from({ length: count }, (_, index) => stream.offset + padding + index * entrySize);
}
