import { type Entry, keyOf } from './entry.ts';
import type { Inventory } from './take.ts';

/** Fields that tell where something belongs, once references are names: each begins with its universe. */
export const belonging: readonly string[] = [
  'universe',
  'project',
  'team',
  'metric_group',
  'user',
  'uid',
  'owner',
];

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

/** What an inventory of more universes holds of one of them, as if only that one had been taken. */
export function inventoryWithin(inventory: Inventory, universe: string | undefined): Inventory {
  if (universe === undefined) return inventory;
  const { projects, configuration, workflows, audit } = inventory;
  const others = otherUniverses(inventory, universe).map((name) => keyOf([name]));
  const within = <E extends Entry>(entries: E[]): E[] =>
    entries.filter(({ key }) => !others.some((other) => key === other || key.startsWith(`${other}/`)));
  return {
    ...inventory,
    projects: projects.filter((project) => project.universe === universe),
    configuration: { ...configuration, entries: withinUniverse(configuration.entries, universe) },
    errorCounts: within(inventory.errorCounts),
    retentionStatus: within(inventory.retentionStatus),
    sampling: within(inventory.sampling),
    symbols: within(inventory.symbols),
    missingSymbols: within(inventory.missingSymbols),
    symbolServers: within(inventory.symbolServers),
    symbolServerLists: within(inventory.symbolServerLists),
    ...(workflows ? { workflows: within(workflows) } : {}),
    ...(audit ? { audit: within(audit) } : {}),
  };
}

function otherUniverses({ projects, configuration }: Inventory, universe: string): string[] {
  const named = configuration.entries
    .filter(({ type }) => type === 'universe')
    .map(({ fields }) => fields.name);
  const names = [...projects.map((project) => project.universe), ...named.map(String)];
  return [...new Set(names)].filter((name) => name !== universe);
}
