import type { Behaviour, StoredError } from '../../state/types.ts';

/** Whether symbols are mishandled in this way. */
export function mishandles(
  behaviour: Behaviour,
  way: NonNullable<NonNullable<Behaviour['symbols']>[number]>,
): boolean {
  return behaviour.symbols?.includes(way) ?? false;
}

/** What is reprocessed when `asked` is to be: the next other error of the project, or the last one, where the behaviour says so. */
export function reprocessedInstead(
  behaviour: Behaviour,
  asked: StoredError[],
  all: StoredError[],
): StoredError[] {
  if (!mishandles(behaviour, 'reprocess-wrong-object')) return asked;
  const right = new Set(asked);
  const others = all.filter((error) => !right.has(error));
  const wrong = others.find((error) => error.id > (asked[0]?.id ?? 0)) ?? others.at(-1);
  return wrong ? [wrong] : [];
}
