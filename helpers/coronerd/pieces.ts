import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Takes a reply piece by piece; it must not throw. */
export type Sink = (piece: Uint8Array) => void;

/** A bound on a reply's unpacked size, and the setting that raises it. */
export interface SizeBound {
  bytes: number;
  setting: string;
}

/** A reply that was broken off because it has more bytes, unpacked, than its bound. */
export class ReplyTooLarge extends RangeError {
  readonly bound: SizeBound;

  constructor(bound: SizeBound) {
    super(`larger than ${bound.bytes} bytes`);
    this.name = 'ReplyTooLarge';
    this.bound = bound;
  }
}

/** How much of the beginning is kept: enough for every refusal, and to show. */
const beginning = 64 * 1024;

const unpackers: Record<string, () => NodeJS.ReadWriteStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Passes a body on, decompressed, and gives its beginning. Throws what its stream throws, and `ReplyTooLarge` as soon as
 * it is larger than `most`.
 */
export async function pass(
  body: Readable,
  encoding: string,
  most: SizeBound,
  sink: Sink,
): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  await eachPiece(body, encoding, most, (piece) => {
    if (bytes < beginning) kept.push(Buffer.from(piece.subarray(0, beginning - bytes)));
    bytes += piece.length;
    sink(piece);
  });
  return new Uint8Array(Buffer.concat(kept));
}

/**
 * The whole body, decompressed. Throws what its stream throws, and `ReplyTooLarge` as soon as it is larger than `most`:
 * never is more than a piece beyond that unpacked.
 */
export async function hold(body: Readable, encoding: string, most: SizeBound): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  await eachPiece(body, encoding, most, (piece) => pieces.push(piece));
  return new Uint8Array(Buffer.concat(pieces));
}

async function eachPiece(
  body: Readable,
  encoding: string,
  most: SizeBound,
  take: (piece: Buffer) => void,
): Promise<void> {
  let bytes = 0;
  let packedBytes = 0;
  const count = (packed: Uint8Array) => {
    packedBytes += packed.length;
  };
  try {
    for await (const piece of unpacked(body, encoding, count)) {
      bytes += piece.length;
      if (bytes > most.bytes) throw new ReplyTooLarge(most);
      take(piece);
    }
  } catch (error) {
    // A reply without a body may say how its body is packed.
    if (bytes > 0 || packedBytes > 0 || body.errored || !body.readableEnded) throw error;
  } finally {
    // What is left of a reply that is not wanted any more breaks off; that it does is no news.
    body.on('error', () => {}).destroy();
  }
}

function unpacked(
  body: Readable,
  encoding: string,
  count: (packed: Uint8Array) => void,
): AsyncIterable<Buffer> {
  const unpacker = unpackers[encoding]?.();
  if (!unpacker) return body;
  body.on('data', count);
  // A body that breaks off must end what unpacks it too.
  body.once('error', (error) => (unpacker as unknown as Readable).destroy(error));
  return body.pipe(unpacker) as unknown as Readable;
}
