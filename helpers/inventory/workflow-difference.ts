import { type Difference, difference } from './difference.ts';
import type { Entry } from './entry.ts';
import { serviceType } from './workflows.ts';

interface Side {
  entries: readonly Entry[];
  /** Names by which the server's own configuration may call it. */
  hosts: readonly string[];
}

/** What differs in the workflows of two servers. What could not be had of a project on either side is left out. */
export function workflowDifference(old: Side, fresh: Side): Difference[] {
  const all = [...old.entries, ...fresh.entries];
  if (all.some(({ type, unanswered }) => type === serviceType && unanswered !== undefined)) return [];
  const gaps = all.filter(({ unanswered }) => unanswered !== undefined);
  const known = ({ type, key }: Entry): boolean =>
    type !== serviceType && !gaps.some((gap) => gap.type === type && key.startsWith(`${gap.key}/`));
  const gone = serviceNames(old.entries).filter((name) => !serviceNames(fresh.entries).includes(name));
  const missing = gone.map((key): Difference => ({ kind: 'missing on new', type: serviceType, key }));
  const compared = difference(old.entries.filter(known), fresh.entries.filter(known), {
    hosts: { old: old.hosts, new: fresh.hosts },
  });
  return [...missing, ...compared];
}

/** Names of the installed services whose content is compared. */
export function serviceNames(entries: readonly Entry[]): string[] {
  return entries.filter(({ type }) => type === serviceType).map(({ key }) => key);
}

/** What the comparison does to the data, and what it cannot see, for the report. */
export const workflowNotes: readonly string[] = [
  'ids are left out; connections, integrations and targets that are referred to are compared by name',
  'options with the name of a secret are compared by their presence only, because a server may mask them; URLs with something opaque in them, by their SHA-256',
  'filters, triggers and references are compared whatever their order; a mute that has ended is left out',
  'fields that the public clients do not know are not compared, but all options are',
];
