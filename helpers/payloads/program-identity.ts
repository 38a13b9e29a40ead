import { randomBytes } from 'node:crypto';
import { debugIdentifierOf, debugIdentifierParts } from './debug-identifier.ts';
import type { ProbeProgram } from './probe-program.ts';

/** By what a program is to be known. */
export interface ProgramOptions {
  /** GNU build id in hex; 20 random bytes by default. */
  buildId?: string;
  /** Path of the program where it ran. */
  codeFile?: string;
  /** `migration-probe` by default. */
  debugFile?: string;
  /** Debug identifier of symbols that exist somewhere; follows from the build id by default. */
  debugId?: string;
}

export type ProgramIdentity = Pick<ProbeProgram, 'system' | 'debugFile' | 'codeFile' | 'debugId' | 'buildId'>;

/** What is not said follows from what is. Throws a RangeError for an identity that no program can have. */
export function identify(options: ProgramOptions): ProgramIdentity {
  const debugFile = options.debugFile ?? 'migration-probe';
  const debugId = options.debugId?.toUpperCase();
  const buildId = options.buildId?.toLowerCase();
  demand(isFileName(debugFile), 'debug file', debugFile, 'a file name without a directory');
  demand(
    isDebugId(debugId),
    'debug identifier',
    debugId,
    'the 32 hex digits of a GUID and then the age in hex',
  );
  demand(isBuildId(buildId), 'build id', buildId, 'bytes in hex');
  const system = isOfWindows(debugFile, debugId) ? 'windows' : 'linux';
  const identity =
    debugId === undefined ? fromBuildId(buildId) : fromDebugId(debugId, buildId, system === 'linux');
  return { system, debugFile, codeFile: options.codeFile ?? codeFileOf(debugFile, system), ...identity };
}

function fromBuildId(buildId = randomBytes(20).toString('hex')): { buildId: string; debugId: string } {
  return { buildId, debugId: debugIdentifierOf(Buffer.from(buildId, 'hex')) };
}

/** The identifier holds no more than the first 16 bytes of a build id: only those are known unless they are all given. */
function fromDebugId(debugId: string, given: string | undefined, hasBuildId: boolean) {
  const known = hasBuildId ? Buffer.from(debugIdentifierParts(debugId).guid).toString('hex') : '';
  const agrees = given === undefined || (hasBuildId && fromBuildId(given).debugId === debugId);
  demand(agrees, 'build id', given, `one of debug identifier ${debugId}: ${known ? `${known}…` : 'none'}`);
  return { debugId, buildId: given ?? known };
}

function isFileName(text: string): boolean {
  return /^[^/\\\p{Cc}]+$/u.test(text) && text !== '.' && text !== '..';
}

function isDebugId(text: string | undefined): boolean {
  return text === undefined || /^[0-9A-F]{33,40}$/.test(text);
}

function isBuildId(text: string | undefined): boolean {
  return text === undefined || /^([0-9a-f]{2})+$/.test(text);
}

/** A file of the ELF format always has age 0; a PDB has age 1 or more. */
function isOfWindows(debugFile: string, debugId = ''): boolean {
  return debugId !== '' && (/\.pdb$/i.test(debugFile) || !/^.{32}0+$/.test(debugId));
}

function codeFileOf(debugFile: string, system: ProbeProgram['system']): string {
  return system === 'windows'
    ? `C:\\migration-probe\\${debugFile.replace(/\.pdb$/i, '')}.dll`
    : `/opt/migration-probe/${debugFile}`;
}

function demand(fact: boolean, what: string, given: string | undefined, expected: string): void {
  if (!fact) throw new RangeError(`No program has ${what} '${given}': expected ${expected}.`);
}
