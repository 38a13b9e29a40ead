import { z } from 'zod';
import type { WorkflowKind, WorkflowObjects } from '../../coronerd/workflows.ts';
import { integrationName } from '../../coronerd/workflows-documents.ts';
import type { LeftoverOf } from '../leftover.ts';
import { type Judged, not, type OwnWorkflowObject, own } from '../owned.ts';
import { digestOf } from './errors.ts';

type Left = Pick<LeftoverOf<'workflow'>, 'universe' | 'name' | 'mark' | 'ids' | 'plugin' | 'target'>;

/**
 * An object of the workflows service, read by its id: its name has to be the mark, its id the known one where that is
 * known, and it has to call what the run's webhook calls, or what does. Options may be masked (contract §9: UNKNOWN):
 * then they only must not name another address.
 */
export function ownWorkflowObject<Kind extends WorkflowKind>(
  kind: Kind,
  object: WorkflowObjects[Kind],
  left: Left,
): Judged<OwnWorkflowObject> {
  const known = left.ids[kind];
  if (known !== undefined && String(object.id) !== String(known))
    return not(`its id is not ${String(known)}`);
  if (integrationName(object) !== left.mark) return not('it has another name');
  if (kind === 'alerts' && !tellsOnlyOurs(object, left)) return not('it tells others, too');
  if (kind !== 'alerts' && !callsOnlyOurs(object, left)) return not('it calls another address');
  const { universe, name } = left;
  return own({ kind, universe, name, id: object.id });
}

const alert = z.looseObject({ integrations: z.array(z.union([z.number(), z.string()])).nullish() });
const plugged = z.looseObject({ pluginId: z.string().nullish(), options: z.unknown() });

/** An alert of the run tells the run's integration, or, once that is gone, nobody. */
function tellsOnlyOurs(object: object, { ids }: Left): boolean {
  const told = alert.safeParse(object).data?.integrations ?? [];
  return told.length === 0 || (told.length === 1 && isKnown(ids.integrations, told[0]));
}

/** The id of an integration whose creation was never answered is not known: one with our name may tell it. */
function isKnown(known: unknown, id: unknown): boolean {
  return known === undefined || String(known) === String(id);
}

function callsOnlyOurs(object: object, { plugin, target }: Left): boolean {
  const { pluginId, options } = plugged.parse(object);
  if (pluginId && pluginId !== plugin) return false;
  const urls = textsIn(options).filter((text) => /^https?:\/\//i.test(text) && !masked.test(text));
  // The address has a path that nobody else knows: a service may add others to it.
  return urls.length === 0 || urls.some((url) => digestOf(url) === target);
}

/** What stands in place of what a service does not show. */
const masked = /\*\*|[•…]/;

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
