import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { breakpadSymbols } from './breakpad-symbols.ts';
import type { ProbeProgram } from './probe-program.ts';

export type ArchiveFormat = 'zip' | 'tar' | 'tar.gz';

/**
 * An archive of the program's symbol file, filed as a symbol store does: name, identifier, name. A server takes every
 * format that libarchive reads; `zip` is the default because it guards its content by a checksum.
 */
export async function symbolArchive(
  program: ProbeProgram,
  format: ArchiveFormat = 'zip',
): Promise<Uint8Array> {
  const { debugFile, debugId } = program;
  const path = `${debugFile}/${debugId}/${debugFile}.sym`;
  const symbols = Buffer.from(breakpadSymbols(program));
  if (format === 'zip') return zipSync({ [path]: symbols });
  const tar = await packTar([{ header: { name: path, size: symbols.length, type: 'file' }, body: symbols }]);
  return format === 'tar' ? tar : gzipSync(tar);
}
