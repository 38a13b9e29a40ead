/** Fields of an entry of the journal. */
export type JournalFields = [name: string, value: string][];

/** The matches of a journalctl command line: whether an entry is wanted, or what is wrong with them. */
export type JournalMatches = { accepts(fields: JournalFields): boolean } | { problem: string };

/** Values by field: an entry needs, of every field, one of its values. */
type Term = Map<string, Set<string>>;

/**
 * Reads `FIELD=VALUE` operands: different fields are all needed, of the same field one is enough, and `+` between
 * terms needs either side (journalctl(1)). Without operands every entry is wanted.
 */
export function journalMatches(operands: string[]): JournalMatches {
  const terms: Term[] = [new Map()];
  for (const operand of operands) {
    const term = terms.at(-1) ?? new Map();
    if (operand === '+') {
      if (term.size === 0) return { problem: '"+" can only be used between terms' };
      terms.push(new Map());
      continue;
    }
    const [, field, value] = /^([A-Z_][A-Z0-9_]*)=([\s\S]*)$/.exec(operand) ?? [];
    if (field === undefined || value === undefined) {
      return { problem: `Failed to add match '${operand}': Invalid argument` };
    }
    term.set(field, new Set([...(term.get(field) ?? []), value]));
  }
  if (operands.length > 0 && terms.at(-1)?.size === 0) {
    return { problem: '"+" can only be used between terms' };
  }
  return { accepts: (fields) => terms.some((term) => meets(fields, term)) };
}

function meets(fields: JournalFields, term: Term): boolean {
  return [...term].every(([field, values]) => {
    return fields.some(([name, value]) => name === field && values.has(value));
  });
}
