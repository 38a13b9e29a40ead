/**
 * Recognises a name by its spellings, whatever their case: a plain spelling is the whole name, one between slashes is
 * a regular expression. Throws `SyntaxError` for one that is none.
 */
export function named(spellings: readonly string[]): RegExp {
  const alternatives = spellings.map((spelling) => {
    const pattern = /^\/(.+)\/$/s.exec(spelling)?.[1];
    if (pattern !== undefined) return `(?:${new RegExp(pattern).source})`;
    return `^\\s*${spelling
      .trim()
      .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
      .replace(/\s+/g, '\\s+')}\\s*(?:\\*\\s*)?$`;
  });
  return new RegExp(alternatives.join('|'), 'i');
}

/** The name as it is compared: without case, with single blanks. */
export function plainName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
