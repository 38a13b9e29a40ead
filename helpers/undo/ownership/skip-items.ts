import type { SymbolName } from '../../payloads/own-symbols.ts';
import { type Judged, not, type OwnSkipItem, own } from '../owned.ts';

/** An entry of a skiplist that names exactly a symbol of KNOWN_GOOD_SYMBOL, its file and its debug id. */
export function ownSkipItem(
  item: { id: string | null; name: string },
  { debugFile, debugId }: SymbolName,
): Judged<OwnSkipItem> {
  const words = item.name.toLowerCase().split(/[,/\\\s]+/);
  const names = [debugFile, debugId].every((word) => words.includes(word.toLowerCase()));
  return names && item.id !== null ? own({ id: item.id }) : not('it is not of the known good symbol');
}
