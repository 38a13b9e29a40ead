/** What stands in a line of `df` around its numbers. */
export interface DfLine {
  /** What comes before the numbers, from the beginning: a device, which may hold blanks. */
  before: string;
  /** Size, used and available; undefined for `-`. */
  numbers: [size: number | undefined, used: number | undefined, available: number | undefined];
  /** The percentages behind them; undefined for `-`. */
  percents: (number | undefined)[];
  /** The paths behind them, which begin with a slash and may hold blanks. */
  paths: string[];
}

const number = /^(?:-?\d+|-)$/;
const percent = /^(?:\d+%|-)$/;

/**
 * Reads a line of `df`: words, three numbers, some percentages, one path or two. Device and mount point may hold blanks,
 * so the first numbers that all this fits are the ones. Undefined where there are none.
 */
export function readDfLine(
  line: string,
  of: { words: number; percents: number; paths: 1 | 2 },
): DfLine | undefined {
  const words = [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, index }));
  const behind = 3 + of.percents;
  for (let first = of.words; first + behind < words.length; first += 1) {
    const forms = words.slice(first, first + behind).map(({ text }) => text);
    const fits = forms.every((text, at) => (at < 3 ? number : percent).test(text));
    const mount = words[first + behind];
    if (!fits || !mount?.text.startsWith('/')) continue;
    const file =
      of.paths === 1 ? undefined : words.slice(first + behind + 1).find(({ text }) => text.startsWith('/'));
    if (of.paths === 2 && !file) return undefined;
    const values = forms.map((text) => (text === '-' ? undefined : Number.parseInt(text, 10)));
    return {
      before: line.slice(0, words[first]?.index).trimEnd(),
      numbers: [values[0], values[1], values[2]],
      percents: values.slice(3),
      paths: [line.slice(mount.index, file?.index).trimEnd(), ...(file ? [line.slice(file.index)] : [])],
    };
  }
  return undefined;
}

/** The type is the last word of what comes before the numbers. */
export function deviceAndType({ before }: DfLine): { device: string; type: string } {
  const blank = Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t'));
  return { device: before.slice(0, blank).trimEnd(), type: before.slice(blank + 1) };
}
