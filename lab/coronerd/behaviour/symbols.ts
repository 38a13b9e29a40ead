import type { Behaviour, StoredError } from '../../state/types.ts';

/** Whether symbols are mishandled in this way. */
export function mishandles(
  behaviour: Behaviour,
  way: NonNullable<NonNullable<Behaviour['symbols']>[number]>,
): boolean {
  return behaviour.symbols?.includes(way) ?? false;
}

/** Whether a minidump is dropped because one of the same modules is there, where the behaviour says so. */
export function takenForDuplicate(behaviour: Behaviour, dump: StoredError, stored: StoredError[]): boolean {
  if (!mishandles(behaviour, 'dump-taken-for-duplicate')) return false;
  const modules = modulesOf(dump);
  return modules.length > 0 && stored.some((each) => modulesOf(each).some((id) => modules.includes(id)));
}

function modulesOf({ threads = [] }: StoredError): string[] {
  return threads.flatMap(({ frames }) =>
    frames.flatMap(({ debugIdentifier }) => (debugIdentifier ? [debugIdentifier] : [])),
  );
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
