import type { Value } from '../../state/types.ts';

/** Values of one attribute over all rows: numbers (NaN = unset) or words by their place (0 = unset). */
export type Cells =
  | { kind: 'number'; data: Float64Array }
  | { kind: 'text'; codes: Uint32Array; words: string[] };

/** How an attribute is indexed (contract §6.5). */
export interface Kind {
  name: string;
  type: string;
  format: string;
}

export interface Column extends Kind {
  cells: Cells;
}

const numeric = new Set(['bitmap', 'uint8', 'uint16', 'uint32', 'uint64']);

export function isNumeric(type: string): boolean {
  return numeric.has(type);
}

/** An indexed column from the stored values of so many rows. */
export function buildColumn(kind: Kind, size: number, valueAt: (row: number) => Value | undefined): Column {
  const cells = isNumeric(kind.type) ? numberCells(size, valueAt) : textCells(kind, size, valueAt);
  return { ...kind, cells };
}

function numberCells(size: number, valueAt: (row: number) => Value | undefined): Cells {
  const data = new Float64Array(size);
  for (let row = 0; row < size; row++) data[row] = toNumber(valueAt(row) ?? null);
  return { kind: 'number', data };
}

function textCells(kind: Kind, size: number, valueAt: (row: number) => Value | undefined): Cells {
  const codes = new Uint32Array(size);
  const words = [''];
  const codeOf = new Map<string, number>();
  for (let row = 0; row < size; row++) {
    const value = valueAt(row) ?? null;
    if (value === null) continue;
    const word = normalWord(kind.type, String(value));
    let code = codeOf.get(word);
    if (code === undefined) {
      code = words.push(word) - 1;
      codeOf.set(word, code);
    }
    codes[row] = code;
  }
  return { kind: 'text', codes, words };
}

/** A number from what an application or a query sent: 206, "206", "1.", true, "true"; NaN for anything else. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return Number.NaN;
  if (value === 'true' || value === 'false') return value === 'true' ? 1 : 0;
  if (/^0x[0-9a-f]+$/i.test(value)) return Number(value);
  return /^-?\d+(\.\d*)?$/.test(value) ? Number.parseFloat(value) : Number.NaN;
}

/** How a word is stored: 128-bit values as 32 hex digits (contract §1.4), others as they came. */
export function normalWord(type: string, word: string): string {
  return type === 'uuid' || type === 'uint128' ? word.replaceAll('-', '').toLowerCase() : word;
}

/** The value of a row, null when unset. */
export function cellAt(column: Column, row: number): Value {
  const { cells } = column;
  if (cells.kind === 'number') {
    const value = cells.data[row] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  }
  const code = cells.codes[row] ?? 0;
  return code === 0 ? null : (cells.words[code] ?? null);
}
