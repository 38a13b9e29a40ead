import type { ModuleName } from '../symbols/store.ts';

/** A symbol that is missing for an object, as symbold's queue holds it. */
export interface SymbolEvent extends ModuleName {
  id: number;
  universe: string;
  project: string;
  pid: number;
  objectId: number;
  /** Unix seconds. */
  addedAt: number;
}
