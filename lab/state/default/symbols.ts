import type { Random } from '../random.ts';
import type { MissingSymbol, SymbolFile } from '../types.ts';

const modules = ['engine', 'core', 'ui', 'net', 'audio', 'libcrypto', 'ntdll', 'storage', 'Überblick'];

/** So many uploaded symbol files, by a few archives; no two of the same module and id. */
export function symbolFiles(random: Random, count: number, before: number): SymbolFile[] {
  let archive = someArchive(random);
  return Array.from({ length: count }, (_, index) => {
    if (index % 12 === 11) archive = someArchive(random);
    return {
      tag: archive.tag,
      debugFile: `${random.pick(modules)}.${random.pick(['pdb', 'so', 'dylib'])}`,
      debugIdentifier: debugIdentifier(random),
      archiveId: random.chance(0.05) ? 'ffffffffffffffff' : archive.archiveId,
      size: random.integer(20_000, 90_000_000),
      uploadedAt: before - random.integer(3_600, 80 * 86_400),
    };
  });
}

/** All symbols of an archive have its tag. */
function someArchive(random: Random): { archiveId: string; tag: string } {
  return { archiveId: random.hex(16), tag: random.pick(['anon', 'release', 'nightly']) };
}

/** Symbols that were wanted for an error and not there. */
export function missingSymbols(random: Random, count: number, from: number, to: number): MissingSymbol[] {
  return Array.from({ length: count }, () => ({
    debugFile: `${random.pick(modules)}.pdb`,
    debugId: debugIdentifier(random),
    timestamp: random.integer(from, to),
  }));
}

function debugIdentifier(random: Random): string {
  return `${random.hex(32).toUpperCase()}${random.integer(1, 9)}`;
}
