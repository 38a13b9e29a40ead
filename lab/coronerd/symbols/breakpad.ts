/** A function of a module and its lines; addresses are relative to where the module begins. */
export interface BreakpadFunction {
  address: number;
  size: number;
  name: string;
  lines: { address: number; size: number; line: number; file: number }[];
}

/** What is used of a Breakpad symbol file; both lists ascend by address. */
export interface BreakpadSymbols {
  os: string;
  arch: string;
  /** 32 hex digits and the age, uppercase. */
  debugIdentifier: string;
  debugFile: string;
  /** Paths of source files by number. */
  files: Map<number, string>;
  functions: BreakpadFunction[];
  publics: { address: number; name: string }[];
}

const moduleRecord = /^MODULE (\S+) (\S+) ([0-9a-f]{33,40}) (\S.*)$/i;
const fileRecord = /^FILE (\d+) (.+)$/;
const functionRecord = /^FUNC (?:m )?([0-9a-f]+) ([0-9a-f]+) [0-9a-f]+ (.+)$/i;
const lineRecord = /^([0-9a-f]+) ([0-9a-f]+) (\d+) (\d+)$/i;
const publicRecord = /^PUBLIC (?:m )?([0-9a-f]+) [0-9a-f]+ (.+)$/i;
const unusedRecord = /^(STACK|INFO|INLINE|INLINE_ORIGIN) /;

/** Reads a Breakpad symbol file; throws an `Error` that names the first line that is none of one. */
export function parseBreakpad(text: string): BreakpadSymbols {
  const symbols = readModule(text.slice(0, endOfLine(text, 0)).trimEnd());
  let number = 1;
  for (let start = endOfLine(text, 0) + 1; start < text.length; ) {
    const end = endOfLine(text, start);
    const line = text.slice(start, end).trimEnd();
    number++;
    if (line !== '' && !readRecord(symbols, line)) {
      throw new Error(`line ${number} is no record of a Breakpad symbol file: '${line.slice(0, 80)}'`);
    }
    start = end + 1;
  }
  symbols.functions.sort((a, b) => a.address - b.address);
  symbols.publics.sort((a, b) => a.address - b.address);
  return symbols;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function readModule(line: string): BreakpadSymbols {
  const [, os, arch, id, debugFile] = moduleRecord.exec(line) ?? [];
  if (!os || !arch || !id || !debugFile) {
    throw new Error(`line 1 is no MODULE record of a Breakpad symbol file: '${line.slice(0, 80)}'`);
  }
  return {
    os,
    arch,
    debugIdentifier: id.toUpperCase(),
    debugFile,
    files: new Map(),
    functions: [],
    publics: [],
  };
}

/** Adds what a line says; false when it is no record. */
function readRecord(symbols: BreakpadSymbols, line: string): boolean {
  if (line.startsWith('FUNC ')) return readFunction(symbols, line);
  if (line.startsWith('FILE ')) return readFile(symbols, line);
  if (line.startsWith('PUBLIC ')) return readPublic(symbols, line);
  return unusedRecord.test(line) || readLine(symbols, line);
}

function readFunction({ functions }: BreakpadSymbols, line: string): boolean {
  const [, address, size, name] = functionRecord.exec(line) ?? [];
  if (!address || !size || !name) return false;
  return functions.push({ address: hex(address), size: hex(size), name, lines: [] }) > 0;
}

function readFile({ files }: BreakpadSymbols, line: string): boolean {
  const [, number, path] = fileRecord.exec(line) ?? [];
  if (!number || !path) return false;
  return files.set(Number(number), path).size > 0;
}

function readPublic({ publics }: BreakpadSymbols, line: string): boolean {
  const [, address, name] = publicRecord.exec(line) ?? [];
  if (!address || !name) return false;
  return publics.push({ address: hex(address), name }) > 0;
}

/** A line belongs to the function before it. */
function readLine({ functions }: BreakpadSymbols, record: string): boolean {
  const [, address, size, line, file] = lineRecord.exec(record) ?? [];
  const lines = functions.at(-1)?.lines;
  if (!lines || !address || !size || !line || !file) return false;
  return lines.push({ address: hex(address), size: hex(size), line: Number(line), file: Number(file) }) > 0;
}

const hex = (digits: string) => Number.parseInt(digits, 16);
