import type { ProbeFunction, ProbeProgram } from './probe-program.ts';

/** As `dump_syms` writes them. */
const moduleSystems = { linux: 'Linux', windows: 'windows' } as const;

/**
 * The program's Breakpad symbol file: names, lines and how to unwind. Every function has a frame pointer, so that its
 * frames are found the same way with these records and without.
 */
export function breakpadSymbols(program: ProbeProgram): string {
  const files = [...new Set(program.functions.flatMap(({ lines }) => lines.map(({ file }) => file)))];
  const named = program.functions.filter(({ lines }) => lines.length > 0);
  const bare = program.functions.filter(({ lines }) => lines.length === 0);
  const records = [
    `MODULE ${moduleSystems[program.system]} x86_64 ${program.debugId} ${program.debugFile}`,
    ...(program.buildId ? [`INFO CODE_ID ${program.buildId.toUpperCase()}`] : []),
    ...files.map((file, index) => `FILE ${index} ${file}`),
    ...named.flatMap((each) => functionRecords(each, files)),
    ...bare.map(({ address, name }) => `PUBLIC ${hex(address)} 0 ${name}`),
    ...program.functions.flatMap(unwindRecords),
  ];
  return `${records.join('\n')}\n`;
}

function functionRecords({ name, address, size, lines }: ProbeFunction, files: string[]): string[] {
  return [
    `FUNC ${hex(address)} ${hex(size)} 0 ${name}`,
    ...lines.map((each) => `${hex(each.address)} ${hex(each.size)} ${each.line} ${files.indexOf(each.file)}`),
  ];
}

/** On entry, after `push rbp` (1 byte), and after `mov rbp, rsp` (3 bytes). */
function unwindRecords({ address, size }: ProbeFunction): string[] {
  return [
    `STACK CFI INIT ${hex(address)} ${hex(size)} .cfa: $rsp 8 + .ra: .cfa 8 - ^`,
    `STACK CFI ${hex(address + 1)} .cfa: $rsp 16 + $rbp: .cfa 16 - ^`,
    `STACK CFI ${hex(address + 4)} .cfa: $rbp 16 +`,
  ];
}

function hex(value: number): string {
  return value.toString(16);
}
