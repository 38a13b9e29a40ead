import type { StoredError } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { keyOf, type ModuleName, symbolOf } from './store.ts';

/** The modules that frames of the faulting thread lie in and that no symbol is stored for, each once. */
export function missingModules(
  coronerd: Coronerd,
  pid: number,
  error: Pick<StoredError, 'threads'>,
): ModuleName[] {
  return faultingModules(error).filter((module) => symbolOf(coronerd, pid, module) === undefined);
}

/** Puts what is missing for an error on the project's list, and takes off it what is not missing any more. */
export function updateMissing(coronerd: Coronerd, pid: number, error: StoredError): void {
  const modules = faultingModules(error);
  if (modules.length === 0) return;
  const list = coronerd.state.missingSymbols[pid] ?? [];
  const missing = new Map(missingModules(coronerd, pid, error).map((module) => [keyOf(module), module]));
  const resolved = new Set(
    faultingModules(error)
      .map(keyOf)
      .filter((key) => !missing.has(key)),
  );
  const kept = list.filter((each) => !resolved.has(keyOf(each)));
  for (const each of kept) missing.delete(keyOf(each));
  for (const { debugFile, debugId } of missing.values())
    kept.push({ debugFile, debugId, timestamp: error.timestamp });
  coronerd.state.missingSymbols[pid] = kept;
}

function faultingModules({ threads = [] }: Pick<StoredError, 'threads'>): ModuleName[] {
  const modules = new Map<string, ModuleName>();
  for (const frame of threads.find((thread) => thread.fault)?.frames ?? []) {
    const { debugFile, debugIdentifier: debugId, library: codeFile, codeIdentifier: codeId } = frame;
    if (!debugFile || !debugId) continue;
    const module = { debugFile, debugId, ...(codeFile ? { codeFile } : {}), ...(codeId ? { codeId } : {}) };
    modules.set(keyOf(module), module);
  }
  return [...modules.values()];
}
