import { parseBreakpad } from '../symbols/breakpad.ts';
import { keyOf, type ModuleName } from '../symbols/store.ts';

/** The Breakpad symbol file that a download is; throws an `Error` with the reason when it is none of the module. */
export function convert(body: Buffer, module: ModuleName): string {
  if (body.subarray(0, 4).toString('latin1') === 'MSCF') {
    throw new Error('a CAB archive, which the lab cannot unpack');
  }
  const text = body.toString('utf8');
  const { debugFile, debugIdentifier } = parseBreakpad(text);
  if (keyOf({ debugFile, debugId: debugIdentifier }) !== keyOf(module)) {
    throw new Error(`the file is of ${debugFile},${debugIdentifier}`);
  }
  return text;
}
