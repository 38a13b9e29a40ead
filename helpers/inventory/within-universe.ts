import { type Entry, keyOf } from './entry.ts';

/** Fields that tell where something belongs, once references are names: each begins with its universe. */
const belonging = ['universe', 'project', 'team', 'metric_group', 'user', 'uid', 'owner'];

/** The entries of one universe and those that belong to none, such as settings of the instance. */
export function withinUniverse(entries: Entry[], universe: string | undefined): Entry[] {
  if (universe === undefined) return entries;
  const home = keyOf([universe]);
  return entries.filter(({ type, key, fields }) => {
    if (type === 'universe') return key === home;
    const field = belonging.find((name) => typeof fields[name] === 'string' && fields[name] !== '');
    const place = field === undefined ? undefined : String(fields[field]);
    return (
      place === undefined || place === home || place.startsWith(`${home}/`) || place.startsWith('dangling ')
    );
  });
}
