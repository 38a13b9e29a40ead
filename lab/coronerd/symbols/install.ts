import type { Coronerd } from '../coronerd.ts';
import { parseBreakpad } from './breakpad.ts';
import { storeSymbol } from './store.ts';

/**
 * Stores a Breakpad symbol file in a project; one of the same module and debug id is replaced, which is told as
 * a duplicate. Throws an `Error` with the reason when the text is no Breakpad symbol file.
 */
export function installSymbols(
  coronerd: Coronerd,
  pid: number,
  content: string,
  from: { tag: string; archiveId: string },
): 'new' | 'duplicate' {
  const { debugFile, debugIdentifier } = parseBreakpad(content);
  const size = Buffer.byteLength(content);
  return storeSymbol(coronerd, pid, {
    ...from,
    debugFile,
    debugIdentifier,
    size,
    uploadedAt: coronerd.now(),
    content,
  });
}
