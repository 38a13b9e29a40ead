/** Lines as texts of at most so many characters each; no line is divided, so that a longer one is a text by itself. */
export function inParts(lines: readonly string[], most: number): string[] {
  const parts: string[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= most)
      parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts;
}
