import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Takes a reply piece by piece; it must not throw. */
export type Sink = (piece: Uint8Array) => void;

/** How much of the beginning is kept: enough for every refusal, and to show. */
const beginning = 64 * 1024;

const unpackers: Record<string, () => NodeJS.ReadWriteStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Passes a body on, decompressed, and gives its beginning. Throws what its stream throws, and an error with the code
 * `ERR_BUFFER_TOO_LARGE` as soon as it has more than `most` bytes.
 */
export async function pass(body: Readable, encoding: string, most: number, sink: Sink): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of unpacked(body, encoding)) {
      if (bytes < beginning) kept.push(Buffer.from(piece.subarray(0, beginning - bytes)));
      bytes += piece.length;
      if (bytes > most) throw Object.assign(new RangeError('too large'), { code: 'ERR_BUFFER_TOO_LARGE' });
      sink(piece);
    }
  } finally {
    // What is left of a reply that is not wanted any more breaks off; that it does is no news.
    body.on('error', () => {}).destroy();
  }
  return new Uint8Array(Buffer.concat(kept));
}

function unpacked(body: Readable, encoding: string): AsyncIterable<Buffer> {
  const unpacker = unpackers[encoding]?.();
  if (!unpacker) return body;
  // A body that breaks off must end what unpacks it too.
  body.once('error', (error) => (unpacker as unknown as Readable).destroy(error));
  return body.pipe(unpacker) as unknown as Readable;
}
