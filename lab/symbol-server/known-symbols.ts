import { createHash } from 'node:crypto';

/** A module by the names that symbols are asked for. */
export interface KnownSymbol {
  debugFile: string;
  /** 32 hex digits and the age, uppercase. */
  debugId: string;
}

/** A file that the symbol server holds. */
export interface HeldSymbol extends KnownSymbol {
  /** Last segment of the path under which it is held: `<base>/<debugFile>/<debugId>/<servedAs>`. */
  servedAs: string;
  content: Buffer;
}

/** Breakpad symbol files, one for each form of the path: as the module itself, `.sym` in both spellings. */
const breakpad: HeldSymbol[] = [
  held('tidewater.pdb', 'tidewater.sym'),
  held('liblantern.so', 'liblantern.so.sym'),
  held('Harbour Größe.pdb', 'Harbour Größe.pdb'),
];

/** Compressed: downloaded, and not to be unpacked by the lab. */
const compressed: HeldSymbol[] = [
  { ...held('breakwater.pdb', 'breakwater.pd_'), content: Buffer.from('MSCF\0\0\0\0compressed') },
];

/** What the symbol server answers with. */
export const heldSymbols: readonly HeldSymbol[] = [...breakpad, ...compressed];

/** Symbols that the symbol server holds and symbold can install; no project of a default server has them. */
export const knownGoodSymbols: readonly KnownSymbol[] = breakpad.map(nameOf);

/** Symbols that the symbol server holds and symbold cannot convert. */
export const unconvertibleSymbols: readonly KnownSymbol[] = compressed.map(nameOf);

function held(debugFile: string, servedAs: string): HeldSymbol {
  const digest = createHash('sha256').update(debugFile).digest('hex').toUpperCase();
  const debugId = `${digest.slice(0, 32)}1`;
  return { debugFile, debugId, servedAs, content: Buffer.from(symbolFile(debugFile, debugId)) };
}

function symbolFile(debugFile: string, debugId: string): string {
  const os = debugFile.endsWith('.pdb') ? 'windows' : 'Linux';
  const functions = ['main', 'raise_anchor', 'set_course', 'log_entry'].flatMap((name, place) => {
    const address = 0x1000 + place * 0x80;
    const lines = [0, 1, 2, 3].map((step) => {
      return `${(address + step * 0x20).toString(16)} 20 ${place * 10 + step + 1} 0`;
    });
    return [`FUNC ${address.toString(16)} 80 0 ${name}`, ...lines];
  });
  return `${[`MODULE ${os} x86_64 ${debugId} ${debugFile}`, 'FILE 0 src/voyage.c', ...functions].join('\n')}\n`;
}

function nameOf({ debugFile, debugId }: HeldSymbol): KnownSymbol {
  return { debugFile, debugId };
}
