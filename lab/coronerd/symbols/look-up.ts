import type { BreakpadFunction, BreakpadSymbols } from './breakpad.ts';

/** What symbols say of an address. */
export interface Located {
  function: string;
  /** Path of the source file. */
  file?: string;
  line?: number;
}

/**
 * The function, file and line at an offset from where the module begins; of an address that lies in no function,
 * the nearest public symbol before it, unless a function begins in between.
 */
export function lookUp(symbols: BreakpadSymbols, offset: number): Located | undefined {
  const before = lastBefore(symbols.functions, offset);
  const found = symbols.functions[before];
  if (found && offset < found.address + found.size) return located(symbols, found, offset);
  const open = symbols.publics[lastBefore(symbols.publics, offset)];
  return open && (!found || open.address > found.address) ? { function: open.name } : undefined;
}

/** The function beside the one at an offset, with its first line. */
export function lookUpNeighbour(symbols: BreakpadSymbols, offset: number): Located | undefined {
  const right = lookUp(symbols, offset);
  const place = Math.max(0, lastBefore(symbols.functions, offset));
  const neighbour = [place + 1, place - 1, place]
    .map((each) => symbols.functions[each])
    .find((each) => each !== undefined && each.name !== right?.function);
  return right && neighbour ? located(symbols, neighbour, neighbour.address) : right;
}

function located(symbols: BreakpadSymbols, found: BreakpadFunction, offset: number): Located {
  const record = found.lines.find((each) => offset >= each.address && offset < each.address + each.size);
  if (!record) return { function: found.name };
  return { function: found.name, file: symbols.files.get(record.file), line: record.line };
}

/** Place of the last one that does not begin behind the offset; -1 without one. */
function lastBefore(ascending: { address: number }[], offset: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle]?.address ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
