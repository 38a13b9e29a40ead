import type { ProcessedFrame, ProcessedThread } from '../../state/types.ts';
import { mishandles } from '../behaviour/symbols.ts';
import type { Coronerd } from '../coronerd.ts';
import { type Located, lookUp, lookUpNeighbour } from './look-up.ts';
import type { Minidump } from './minidump.ts';
import { fileName, type MinidumpModule, moduleFinder } from './minidump-modules.ts';
import { readSymbol, symbolOf } from './store.ts';
import { type WalkedFrame, walkStack } from './walk.ts';

/** The threads of a minidump, with what the symbols of the project say of their frames. */
export function processedThreads(coronerd: Coronerd, pid: number, dump: Minidump): ProcessedThread[] {
  const moduleAt = moduleFinder(dump.modules);
  return dump.threads.map((thread) => ({
    id: thread.id,
    fault: thread.id === dump.faultingThread,
    frames: walkStack(thread, moduleAt).map((frame, depth) => {
      return processedFrame(frame, (module) => locate(coronerd, pid, module, frame.address, depth));
    }),
  }));
}

function processedFrame(
  { address, module, guessed }: WalkedFrame,
  locatedIn: (module: MinidumpModule) => Located | undefined,
): ProcessedFrame {
  const frame: ProcessedFrame = { address: `0x${address.toString(16)}` };
  if (guessed) frame.guessed = true;
  if (!module) return frame;
  frame.library = fileName(module.codeFile);
  if (module.debugIdentifier) {
    frame.debugFile = module.debugFile;
    frame.debugIdentifier = module.debugIdentifier;
    if (module.codeIdentifier) frame.codeIdentifier = module.codeIdentifier;
  }
  return { ...frame, ...locatedIn(module) };
}

/** A frame that called another holds the address behind the call, which may be the next line's or function's. */
function locate(
  coronerd: Coronerd,
  pid: number,
  module: MinidumpModule,
  address: bigint,
  depth: number,
): Located | undefined {
  const { behaviour } = coronerd.state;
  if (mishandles(behaviour, 'frames-stay-addresses')) return undefined;
  const { debugFile, debugIdentifier: debugId } = module;
  const file = symbolOf(coronerd, pid, { debugFile, debugId });
  const symbols = file && readSymbol(file);
  if (!symbols) return undefined;
  const offset = Number(address - module.base) - (depth === 0 ? 0 : 1);
  return mishandles(behaviour, 'wrong-function') ? lookUpNeighbour(symbols, offset) : lookUp(symbols, offset);
}
