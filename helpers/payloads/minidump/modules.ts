import { debugIdentifierParts } from '../debug-identifier.ts';
import type { ProbeProgram } from '../probe-program.ts';
import { packed, u32, u64, utf16, zeros } from './fields.ts';
import { located, type MinidumpFile } from './file.ts';

interface Module {
  baseAddress: number;
  size: number;
  codeFile: string;
  codeView: Uint8Array;
}

/** Signatures of the CodeView records, read as little-endian numbers. */
const buildIdRecord = 0x4270454c;
const programDatabaseRecord = 0x53445352;

/** The MINIDUMP_MODULE_LIST: the program first, then a system library that no thread is in. */
export function moduleList(file: MinidumpFile, program: ProbeProgram): Uint8Array {
  const modules = [programModule(program), systemLibrary(program)];
  return packed(u32(modules.length), ...modules.map((module) => moduleRecord(file, module)));
}

function moduleRecord(file: MinidumpFile, { baseAddress, size, codeFile, codeView }: Module): Uint8Array {
  const name = file.place(utf16(codeFile));
  return packed(
    u64(baseAddress),
    u32(size, 0, 0, name.offset),
    zeros(52),
    located(file.place(codeView)),
    zeros(8),
    zeros(16),
  );
}

function programModule(program: ProbeProgram): Module {
  const { baseAddress, size, codeFile } = program;
  return { baseAddress, size, codeFile, codeView: codeViewOf(program) };
}

/**
 * The build id as Breakpad and Crashpad write it on Linux. That form has no name of its own: the debug file is then
 * called as the program is. Anything else takes the form that Windows has, which names the debug file.
 */
function codeViewOf({ system, buildId, codeFile, debugFile, debugId }: ProbeProgram): Uint8Array {
  const namedAlike = codeFile.split('/').at(-1) === debugFile;
  return system === 'linux' && namedAlike ? buildIdOf(buildId) : programDatabaseOf(debugFile, debugId);
}

function buildIdOf(buildId: string): Uint8Array {
  return packed(u32(buildIdRecord), Buffer.from(buildId, 'hex'));
}

function programDatabaseOf(debugFile: string, debugId: string): Uint8Array {
  const { guid, age } = debugIdentifierParts(debugId);
  return packed(u32(programDatabaseRecord), guid, u32(age), Buffer.from(`${debugFile}\0`));
}

/** Always of the same id: should a server miss its symbols, then it misses them once and not anew at every run. */
const systemLibraries = {
  linux: {
    codeFile: '/lib/x86_64-linux-gnu/libc.so.6',
    codeView: buildIdOf('6d6967726174696f6e2d70726f62652d6c696263'),
  },
  windows: {
    codeFile: 'C:\\Windows\\System32\\migration-probe-system.dll',
    codeView: programDatabaseOf('migration-probe-system.pdb', '6D6967726174696F6E2D70726F62652D1'),
  },
} as const;
const systemLibraryPlace = { baseAddress: 0x7f3e_5c00_0000, size: 0x1e_0000 };

function systemLibrary({ system }: ProbeProgram): Module {
  return { ...systemLibraryPlace, ...systemLibraries[system] };
}
