import { packed, u32, zeros } from './fields.ts';

/** Where bytes are in the file: a MINIDUMP_LOCATION_DESCRIPTOR. */
export interface Location {
  size: number;
  /** Bytes from the start of the file. */
  offset: number;
}

/** A minidump under construction: its streams, and the bytes that they point to. */
export interface MinidumpFile {
  /** Puts bytes that a stream will point to. */
  place(bytes: Uint8Array): Location;
  /** Puts a stream and lists it in the directory. */
  addStream(type: number, bytes: Uint8Array): void;
  /** The whole file; nothing can be added after. */
  finish(timestamp: number): Uint8Array;
}

const signature = 'MDMP';
const version = 0xa793;
const headerSize = 32;
const entrySize = 12;
const alignment = 16;

/** A file with room for the directory of so many streams. Throws when another number of them was added. */
export function minidumpFile(streamCount: number): MinidumpFile {
  const streams: { type: number; location: Location }[] = [];
  const body: Uint8Array[] = [];
  let end = headerSize + streamCount * entrySize;

  const place = (bytes: Uint8Array): Location => {
    const padding = (alignment - (end % alignment)) % alignment;
    const location = { size: bytes.length, offset: end + padding };
    body.push(zeros(padding), bytes);
    end = location.offset + bytes.length;
    return location;
  };
  return {
    place,
    addStream: (type, bytes) => {
      streams.push({ type, location: place(bytes) });
    },
    finish: (timestamp) => {
      if (streams.length !== streamCount) {
        throw new RangeError(`A minidump of ${streamCount} streams was given ${streams.length}.`);
      }
      return packed(
        Buffer.from(signature, 'latin1'),
        u32(version, streamCount, headerSize, 0, timestamp, 0, 0),
        ...streams.map(({ type, location }) => packed(u32(type), located(location))),
        ...body,
      );
    },
  };
}

/** A location as the streams hold it. */
export function located({ size, offset }: Location): Uint8Array {
  return u32(size, offset);
}
