/** Of a longer value so much is compared; where that fits, whatever else fits of it goes as well. */
const headLength = 256;
/** Values are found by their first characters: none is shorter. */
const keyLength = 4;

/** How values begin, and those that are longer than that. */
interface Head {
  text: string;
  values: string[];
}

/**
 * Finds any of many values in a text, whatever its case. The time grows with the length of the text and the logarithm of
 * the number of values, whatever the text.
 */
export class KnownValues {
  private readonly known = new Set<string>();
  /** Sorted by text, by the key of their first characters. */
  private readonly heads: (Head[] | undefined)[] = Array.from({ length: 1 << 16 });
  /** Length of the longest value. */
  longest = 0;

  /** Values of fewer than 4 characters are not taken. */
  add(value: string): void {
    const folded = folding(value);
    if (value.length < keyLength || this.known.has(folded)) return;
    this.known.add(folded);
    this.longest = Math.max(this.longest, folded.length);
    const key = keyAt(folded, 0);
    const heads = this.heads[key] ?? [];
    this.heads[key] = heads;
    const text = folded.slice(0, headLength);
    const behind = countUpTo(heads, text);
    let head = heads[behind - 1];
    if (head?.text !== text) {
      head = { text, values: [] };
      heads.splice(behind, 0, head);
    }
    if (folded.length > headLength) head.values.push(folded);
  }

  /** The text with each value, or the first 256 or more characters of a longer one, replaced. */
  replaceIn(text: string, replacement: string): string {
    if (this.known.size === 0) return text;
    const folded = folding(text);
    const pieces: string[] = [];
    let kept = 0;
    for (let at = 0; at + keyLength <= folded.length; ) {
      const heads = this.heads[keyAt(folded, at)];
      const length = heads ? lengthAt(heads, folded, at) : 0;
      if (length > 0) {
        pieces.push(text.slice(kept, at), replacement);
        kept = at + length;
      }
      at += Math.max(1, length);
    }
    return pieces.length === 0 ? text : pieces.join('') + text.slice(kept);
  }
}

/** How much of a value stands there; 0 where there is none. */
function lengthAt(heads: readonly Head[], text: string, at: number): number {
  let here = text.slice(at, at + headLength);
  while (here !== '') {
    const last = heads[countUpTo(heads, here) - 1];
    if (!last) return 0;
    const common = commonLength(last.text, here, 0);
    if (common === last.text.length)
      return last.values.reduce((most, value) => Math.max(most, commonLength(value, text, at)), common);
    // Whatever else the text begins with, the last head that sorts before it begins with as well.
    here = here.slice(0, common);
  }
  return 0;
}

/** How many of the sorted heads are not behind the text. */
function countUpTo(heads: readonly Head[], text: string): number {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((heads[middle]?.text ?? '') <= text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function commonLength(value: string, text: string, at: number): number {
  let length = 0;
  while (length < value.length && value.charCodeAt(length) === text.charCodeAt(at + length)) length += 1;
  return length;
}

function keyAt(text: string, at: number): number {
  let key = 0;
  for (let next = at; next < at + keyLength; next++) key = (key * 31 + text.charCodeAt(next)) & 0xffff;
  return key;
}

/** The text without case, each character where it was: `İ` would become two, and `Σ` depends on what follows. */
function folding(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ');
}
