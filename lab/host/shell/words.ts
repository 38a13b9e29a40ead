/** A word of a command line after quote removal. */
export interface Word {
  text: string;
  /** The same as a glob pattern, with a backslash before every quoted character; absent without a wildcard. */
  pattern?: string;
}

/** A command line uses something of sh that the simulated host does not understand. */
export class UnsupportedSyntax extends Error {
  override readonly name = 'UnsupportedSyntax';
}

const SPECIAL = new Set('|&;<>()$`\n#~');

/**
 * Splits a simple command into words: blanks, single and double quotes, backslashes (POSIX XCU 2.2).
 * Throws `UnsupportedSyntax` for what needs a real shell: pipes, lists, redirections, expansions.
 */
export function words(line: string): Word[] {
  const found: Word[] = [];
  const reader = new WordReader(line);
  for (let word = reader.next(); word !== undefined; word = reader.next()) found.push(word);
  return found;
}

class WordReader {
  readonly #line: string;
  #at = 0;
  #text = '';
  #pattern = '';
  #wild = false;

  constructor(line: string) {
    this.#line = line.trimEnd();
  }

  next(): Word | undefined {
    while (this.#line[this.#at] === ' ' || this.#line[this.#at] === '\t') this.#at += 1;
    if (this.#at >= this.#line.length) return undefined;
    this.#text = '';
    this.#pattern = '';
    this.#wild = false;
    while (this.#at < this.#line.length && !/[ \t]/.test(this.#line[this.#at] ?? '')) this.#piece();
    return this.#wild ? { text: this.#text, pattern: this.#pattern } : { text: this.#text };
  }

  #piece(): void {
    const character = this.#line[this.#at] ?? '';
    this.#at += 1;
    if (character === "'") this.#quoted(this.#upTo("'"));
    else if (character === '"') this.#quoted(this.#inDoubleQuotes());
    else if (character === '\\') this.#quoted(this.#take());
    else this.#plain(character);
  }

  #plain(character: string): void {
    const inWord = this.#text !== '' && (character === '#' || character === '~');
    if (SPECIAL.has(character) && !inWord) throw new UnsupportedSyntax(character);
    if (character === '*' || character === '?' || character === '[') this.#wild = true;
    this.#text += character;
    this.#pattern += character;
  }

  #quoted(text: string): void {
    this.#text += text;
    this.#pattern += text.replace(/[^/\w]/g, '\\$&');
  }

  #take(): string {
    const character = this.#line[this.#at] ?? '';
    this.#at += 1;
    return character;
  }

  #upTo(end: string): string {
    const stop = this.#line.indexOf(end, this.#at);
    if (stop < 0) throw new UnsupportedSyntax('unterminated quote');
    const text = this.#line.slice(this.#at, stop);
    this.#at = stop + 1;
    return text;
  }

  #inDoubleQuotes(): string {
    let text = '';
    for (;;) {
      if (this.#at >= this.#line.length) throw new UnsupportedSyntax('unterminated quote');
      const character = this.#take();
      if (character === '"') return text;
      if (character === '$' || character === '`') throw new UnsupportedSyntax(character);
      const escaped = character === '\\' && /[$`"\\]/.test(this.#line[this.#at] ?? '');
      text += escaped ? this.#take() : character;
    }
  }
}
