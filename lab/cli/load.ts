import { readFile } from 'node:fs/promises';
import { defaultPair } from '../state/default-pair.ts';
import type { PairState, ServerState } from '../state/types.ts';
import { withFaults } from './faulty.ts';
import type { LabOptions } from './options.ts';
import { UsageError } from './usage.ts';

/** The pair that the options describe: generated or from files, with the faults. Throws a `UsageError`. */
export async function loadPair(options: LabOptions): Promise<PairState> {
  const { seed, projects, errors, symbols, oldFile, newFile } = options;
  const fromFiles = {
    ...(oldFile === undefined ? {} : { old: await loadState(oldFile, 'old') }),
    ...(newFile === undefined ? {} : { new: await loadState(newFile, 'new') }),
  };
  const { old, new: new_ } = fromFiles;
  const pair =
    old && new_ ? { old, new: new_ } : { ...defaultPair({ seed, projects, errors, symbols }), ...fromFiles };
  return withFaults(withConsole(pair, options.console), options.faults);
}

/** The pair with this layout of both consoles; as it is where none is asked for. */
function withConsole(pair: PairState, generation: LabOptions['console']): PairState {
  if (generation === undefined) return pair;
  const laidOut = (state: ServerState) => ({ ...state, console: { ...state.console, generation } });
  return { old: laidOut(pair.old), new: laidOut(pair.new) };
}

/** Reads a state from a file: of one server, or what `--print-state` printed, from which the side is taken. */
async function loadState(file: string, side: ServerState['side']): Promise<ServerState> {
  const { readServerState } = await import('../state/schema.ts');
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    const isPair = typeof json === 'object' && json !== null && 'old' in json && 'new' in json;
    return readServerState(isPair ? Reflect.get(json, side) : json, side);
  } catch (error) {
    throw new UsageError(`--${side} ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
