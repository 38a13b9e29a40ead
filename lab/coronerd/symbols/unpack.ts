import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { unpackTar } from 'modern-tar';

/** A file of an archive. */
export interface Unpacked {
  name: string;
  bytes: Uint8Array;
}

/** The most that is unpacked of an archive. */
export interface UnpackLimits {
  /** Of all files together. */
  bytes: number;
  files: number;
}

const usualLimits: UnpackLimits = { bytes: 256 * 1_048_576, files: 50_000 };

/**
 * The symbol files (`.sym`) of a .zip, .tar or .tar.gz archive, which is told by its content. Throws an `Error` for a
 * broken one, one of another kind, and one that unpacks to more than the limits.
 */
export async function unpackSymbols(archive: Buffer, limits = usualLimits): Promise<Unpacked[]> {
  if (archive.subarray(0, 2).toString('latin1') === 'PK') return unzipped(archive, limits);
  const isGzip = archive[0] === 0x1f && archive[1] === 0x8b;
  const tar = isGzip ? gunzipped(archive, limits) : archive;
  if (tar.subarray(257, 262).toString('latin1') !== 'ustar') {
    throw new Error(
      `${isGzip ? 'the compressed file is no tar archive' : 'the file is no zip or tar archive'}`,
    );
  }
  return untarred(tar, limits);
}

function unzipped(archive: Buffer, limits: UnpackLimits): Unpacked[] {
  const count = counter(limits);
  const files = unzipSync(archive, {
    filter: ({ name, size, originalSize }) => count(name, Math.max(size, originalSize)),
  });
  return Object.entries(files).map(([name, bytes]) => ({ name, bytes }));
}

function gunzipped(archive: Buffer, limits: UnpackLimits): Buffer {
  try {
    return gunzipSync(archive, { maxOutputLength: limits.bytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooMuch(limits);
    throw error;
  }
}

async function untarred(tar: Buffer, limits: UnpackLimits): Promise<Unpacked[]> {
  const count = counter(limits);
  const entries = await unpackTar(new Uint8Array(tar), {
    strict: true,
    filter: ({ name, size, type }) => type === 'file' && count(name, size),
  });
  return entries.map(({ header, data }) => ({ name: header.name, bytes: data ?? new Uint8Array() }));
}

/** Tells whether an entry is wanted; throws where all entries so far are too many or too large. */
function counter(limits: UnpackLimits): (name: string, size: number) => boolean {
  let [files, bytes] = [0, 0];
  return (name, size) => {
    const wanted = name.endsWith('.sym');
    files++;
    if (wanted) bytes += size;
    if (files > limits.files || bytes > limits.bytes) throw tooMuch(limits);
    return wanted;
  };
}

function tooMuch(limits: UnpackLimits): Error {
  return new Error(`the archive holds more than ${limits.files} files or ${limits.bytes} bytes`);
}
