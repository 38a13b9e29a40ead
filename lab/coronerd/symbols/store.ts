import type { SymbolFile } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { type BreakpadSymbols, parseBreakpad } from './breakpad.ts';

/** A module as symbols are looked up for it. */
export interface ModuleName {
  debugFile: string;
  debugId: string;
  /** File name and id of the program itself, where they are known: some symbol servers go by them. */
  codeFile?: string;
  codeId?: string;
}

/** Places of a project's symbols by module, made once for a list and kept up as it grows. */
const indices = new WeakMap<SymbolFile[], { length: number; places: Map<string, number> }>();
const parsed = new WeakMap<SymbolFile, BreakpadSymbols>();

/** The stored symbol of a module of a project; file names are told apart by case, debug ids are not. */
export function symbolOf(coronerd: Coronerd, pid: number, module: ModuleName): SymbolFile | undefined {
  const files = coronerd.state.symbols[pid] ?? [];
  const place = placeOf(files, module);
  return place === undefined ? undefined : files[place];
}

/** Stores a symbol instead of the one of the same module and debug id, if there is one. */
export function storeSymbol(coronerd: Coronerd, pid: number, file: SymbolFile): 'new' | 'duplicate' {
  coronerd.state.symbols[pid] ??= [];
  const files = coronerd.state.symbols[pid];
  const module = { debugFile: file.debugFile, debugId: file.debugIdentifier };
  const place = placeOf(files, module);
  if (place !== undefined) {
    files[place] = file;
    return 'duplicate';
  }
  const length = files.push(file);
  const index = indices.get(files);
  index?.places.set(keyOf(module), length - 1);
  if (index) index.length = length;
  return 'new';
}

/** What a symbol file says, read once; undefined where its content was not kept or cannot be read. */
export function readSymbol(file: SymbolFile): BreakpadSymbols | undefined {
  const known = parsed.get(file);
  if (known || file.content === undefined) return known;
  try {
    const symbols = parseBreakpad(file.content);
    parsed.set(file, symbols);
    return symbols;
  } catch {
    return undefined;
  }
}

/** Text by which two names of the same module are equal. */
export function keyOf({ debugFile, debugId }: ModuleName): string {
  return `${debugId.toUpperCase()} ${debugFile}`;
}

function placeOf(files: SymbolFile[], module: ModuleName): number | undefined {
  const key = keyOf(module);
  const known = indices.get(files);
  const places = known?.length === files.length ? known.places : indexed(files);
  const place = places.get(key);
  const file = place === undefined ? undefined : files[place];
  if (place === undefined || !file || keyOf(nameOf(file)) === key) return place;
  return indexed(files).get(key);
}

function indexed(files: SymbolFile[]): Map<string, number> {
  const places = new Map(files.map((file, place) => [keyOf(nameOf(file)), place]));
  indices.set(files, { length: files.length, places });
  return places;
}

function nameOf({ debugFile, debugIdentifier }: SymbolFile): ModuleName {
  return { debugFile, debugId: debugIdentifier };
}
