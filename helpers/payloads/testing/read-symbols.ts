/** What a Breakpad symbol file says. */
export interface ReadSymbols {
  module: { system: string; architecture: string; debugId: string; debugFile: string };
  codeId: string | null;
  /** Function and line at an offset from the module's start. */
  lookUp(offset: number): { function: string; file: string | null; line: number | null } | null;
  /** Rules by register at that offset. */
  unwindRules(offset: number): Map<string, string>;
}

interface Range {
  start: number;
  size: number;
}

interface ReadFunction extends Range {
  name: string;
  lines: (Range & { line: number; file: string })[];
}

export function readSymbols(text: string): ReadSymbols {
  const records = text.split('\n').filter((record) => record !== '');
  const first = fields(/^MODULE (\S+) (\S+) (\S+) (.+)$/, records[0] ?? '');
  const files = new Map(matching(records, /^FILE (\d+) (.+)$/).map(([number, name]) => [number, name]));
  const publics = matching(records, /^PUBLIC (\S+) 0 (.+)$/)
    .map(([start = '', name = '']) => ({ start: hex(start), name }))
    .sort((one, other) => other.start - one.start);
  const functions = readFunctions(records, files);
  return {
    module: {
      system: first[0] ?? '',
      architecture: first[1] ?? '',
      debugId: first[2] ?? '',
      debugFile: first[3] ?? '',
    },
    codeId: matching(records, /^INFO CODE_ID (\S+)$/)[0]?.[0] ?? null,
    lookUp: (offset) => {
      const found = functions.find((each) => covers(each, offset));
      const line = found?.lines.find((each) => covers(each, offset));
      if (found) return { function: found.name, file: line?.file ?? null, line: line?.line ?? null };
      const name = publics.find(({ start }) => start <= offset)?.name;
      return name === undefined ? null : { function: name, file: null, line: null };
    },
    unwindRules: (offset) => unwindRules(records, offset),
  };
}

function readFunctions(
  records: string[],
  files: Map<string | undefined, string | undefined>,
): ReadFunction[] {
  const functions: ReadFunction[] = [];
  for (const record of records) {
    const [start = '', size = '', name = ''] = fields(/^FUNC (\S+) (\S+) 0 (.+)$/, record);
    if (name) functions.push({ start: hex(start), size: hex(size), name, lines: [] });
    const [from = '', bytes = '', line, file] = fields(/^([0-9a-f]+) ([0-9a-f]+) (\d+) (\d+)$/, record);
    if (file === undefined) continue;
    functions.at(-1)?.lines.push({
      start: hex(from),
      size: hex(bytes),
      line: Number(line),
      file: files.get(file) ?? '',
    });
  }
  return functions;
}

function unwindRules(records: string[], offset: number): Map<string, string> {
  const rules = new Map<string, string>();
  let inside = false;
  for (const record of records) {
    const initial = fields(/^STACK CFI INIT (\S+) (\S+) (.+)$/, record);
    const later = fields(/^STACK CFI (?!INIT)(\S+) (.+)$/, record);
    if (initial.length > 0) {
      inside = covers({ start: hex(initial[0]), size: hex(initial[1]) }, offset);
    }
    if (!inside || (later.length > 0 && hex(later[0]) > offset)) continue;
    for (const [, register = '', rule = ''] of (initial[2] ?? later[1] ?? '').matchAll(
      /(\S+): (.+?)(?= \S+: |$)/g,
    )) {
      rules.set(register, rule);
    }
  }
  return rules;
}

function matching(records: string[], pattern: RegExp): string[][] {
  return records.map((record) => fields(pattern, record)).filter((found) => found.length > 0);
}

function fields(pattern: RegExp, record: string): string[] {
  return pattern.exec(record)?.slice(1) ?? [];
}

function covers({ start, size }: Range, offset: number): boolean {
  return offset >= start && offset < start + size;
}

function hex(text = ''): number {
  return Number.parseInt(text, 16);
}
