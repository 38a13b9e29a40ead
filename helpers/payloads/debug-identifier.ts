/** Length of the GUID that a debug identifier begins with, in bytes. */
const guidLength = 16;

/**
 * The debug identifier that Breakpad gives an ELF file of this GNU build id: its first 16 bytes (zeros where there are
 * fewer), read as a GUID whose first three fields are little-endian, in upper-case hex, and the age `0`.
 */
export function debugIdentifierOf(buildId: Uint8Array): string {
  const guid = Buffer.alloc(guidLength);
  guid.set(buildId.subarray(0, guidLength));
  return `${swapped(guid).toString('hex').toUpperCase()}0`;
}

/** The parts of a debug identifier: the GUID in the byte order of a file, and the age, which is 0 for ELF files. */
export function debugIdentifierParts(debugId: string): { guid: Uint8Array; age: number } {
  return {
    guid: swapped(Buffer.from(debugId.slice(0, 2 * guidLength), 'hex')),
    age: Number.parseInt(debugId.slice(2 * guidLength), 16),
  };
}

/** Turns the first three fields of a GUID around; turned twice they are as before. */
function swapped(guid: Buffer): Buffer {
  const turned = Buffer.from(guid);
  turned.subarray(0, 4).reverse();
  turned.subarray(4, 6).reverse();
  turned.subarray(6, 8).reverse();
  return turned;
}
